using System.Diagnostics;
using GameServer.Tools.Simulator.Runs;

namespace GameServer.Tests.Simulator.Runs;

internal sealed class SeedRunTests
{
    [Test]
    public void Scratch([Values("N0", "N4", "swarm", "N1","N2b","N3c","N5","N6","N7","N8","N9","N10","N11","N12","N13")] string profile)
    {
        for (var seed = 1UL; seed <= 40; seed += profile == "swarm" ? 1u : 20u)
        {
            var watch = Stopwatch.StartNew();
            var r = SeedRun.Run(seed, new RunOptions { Profile = profile, Minutes = profile == "swarm" ? 1 : 0.5 });
            TestContext.Out.WriteLine($"{profile} {seed}: {r.SimulatedSeconds / watch.Elapsed.TotalSeconds:F0}x checks {r.Replication.HashChecks}/{r.Replication.Acks} rows {r.Findings.RowsCompared} inputs {r.Findings.InputsCompared} presses {r.Findings.Presses} undist {r.Findings.UndisturbedTicks} corr {r.Findings.CorrectionMs.Count} calm {r.Findings.CalmTicks} fresh {r.Inputs.InputsFresh} rep {r.Inputs.InputsRepeated} neutral {r.Inputs.InputsNeutral} violations {r.Findings.Violations}");
            foreach (var v in r.Findings.Kept) TestContext.Out.WriteLine("   " + v);
        }
    }
}
