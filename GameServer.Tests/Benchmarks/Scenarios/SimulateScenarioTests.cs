using GameServer.Benchmarks.Scenarios;
using GameServer.Tools.Simulator.Runs;

namespace GameServer.Tests.Benchmarks.Scenarios;

internal sealed class SimulateScenarioTests
{
    [Test]
    public void ReportHasWhatItPromises()
    {
        var errors = new StringWriter();
        var report = new SimulateScenario(new SimulateOptions { Seeds = "1..4", Threads = 2, Run = new RunOptions { Minutes = 0.3, Players = 4 } }, errors).Run();
        foreach (var field in new[] { "simulatedSeconds", "speedup", "speedupPerCore", "desyncs", "hashChecks", "inputsMissedRatio", "duplicateEdges", "lostEdges", "correctionBits", "violations", "firstFailingSeed" })
        {
            Assert.That(report.ContainsKey(field), Is.True, field);
        }

        Assert.That(report["correctionMs"]!["p99"]!.GetValue<double>(), Is.Positive);
        Assert.That(report["violations"]!.GetValue<long>(), Is.Zero, errors.ToString());
        Assert.That(report["simulatedSeconds"]!.GetValue<double>(), Is.EqualTo(5 * 18).Within(0.1), "a game with hidden things is played twice");
    }
}
