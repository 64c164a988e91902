using GameServer.Games.Bodies;
using GameServer.Protocol.Models;
using GameServer.Protocol.Recordings;
using GameServer.Simulation.Identity;
using GameServer.Tests.Games.Bodies;
using GameServer.Tests.Support;
using GameServer.Tools.Bots.Recording;
using GameServer.Tools.Simulator.Matches;
using GameServer.Tools.Train.Commands;
using BodiesGame = GameServer.Games.Bodies.Bodies;

namespace GameServer.Tests.Train;

/// <summary>A match of Bodies as a player's client records it, and what training makes of it.</summary>
internal sealed class TrainCommandTests
{
    private string folder = null!;
    private string recording = null!;
    private TestMatch<BodiesInput, Roller> match = null!;

    private string Model => Path.Combine(folder, "game.model");

    [OneTimeSetUp]
    public void Record()
    {
        folder = Directory.CreateTempSubdirectory("train").FullName;
        recording = Path.Combine(folder, "match.rec.br");
        match = new TestMatch<BodiesInput, Roller>(
            static () => new BodiesGame(), BodiesMatch.Scripted, new SimulationSettings { Seed = 3, Clients = 1, Profile = DriftMatch.ProfileOf("N4"), Config = "count=12" });
        var client = match.Players[0].Client;
        var schema = new BodiesGame().Schema;
        using var recorder = new MatchRecorder(RecordingFile.Create(recording), recording);
        client.SnapshotApplied += tick => recorder.OnSnapshot(client.Welcome!, schema, client.View, tick);
        match.Run(ticks: 240);
        recorder.Finish(schema, client.View);
        recorder.Dispose();
        Assert.That(recorder.Problem, Is.Null);
    }

    [OneTimeTearDown]
    public void Clean()
    {
        match.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public void RecordedStatesAreTheServersOwn()
    {
        var read = MatchRecording.Read(recording, new BodiesGame().Schema);
        Assert.That(Enumerable.Range(0, read.Ticks).Count(tick => read.Slots(tick) > 0), Is.GreaterThan(140));
        var compared = 0;
        for (var tick = 0; tick < read.Ticks; tick++)
        {
            var isKept = match.Room.Room.History.TryGet(read.FirstTick + tick, out var truth);
            for (var slot = 0; isKept && slot < read.Slots(tick); slot++)
            {
                if (read.HeadAt(tick, slot).IsPresent)
                {
                    Assert.That(read.HeadAt(tick, slot), Is.EqualTo(truth.HeadAt(slot)));
                    Assert.That(read.RowAt(tick, slot).SequenceEqual(truth.RowAt(slot)), Is.True);
                    compared++;
                }
            }
        }

        Assert.That(compared, Is.GreaterThan(300));
    }

    [Test]
    public void ModelOfARecordingIsOneForItsGame()
    {
        var (exitCode, errors) = Run($"--game bodies --only common --out {Model} {recording}");
        Assert.That(errors, Is.Empty);
        Assert.That(exitCode, Is.Zero);
        Assert.That(() => CodecModel.Load(new BodiesGame().Schema, File.ReadAllBytes(Model)), Throws.Nothing);
        Assert.That(new FileInfo(Model).Length, Is.GreaterThan(200));
    }

    [Test]
    public void RecordingOfAnotherGameIsRefused() => AssertRefused($"--game arena --out {Model} {recording}", "another game");

    [Test]
    public void RecordingThatIsNoneIsRefused()
    {
        var file = Path.Combine(folder, "none.rec");
        File.WriteAllText(file, "not a recording at all");
        AssertRefused($"--game bodies --out {Model} {file}", "is not a recording");
    }

    [Test]
    public void RecordingsOfTwoTickRatesAreRefused()
    {
        var file = Path.Combine(folder, "slow.rec");
        using (var writer = new RecordingWriter(RecordingFile.Create(file), new BodiesGame().Schema, 20))
        {
            writer.Write(new Tick(1), [], []);
        }

        AssertRefused($"--game bodies --out {Model} {recording} {file}", "20 ticks per second");
    }

    [Test]
    public void EmptyRecordingIsRefused()
    {
        var file = Path.Combine(folder, "empty.rec");
        new RecordingWriter(RecordingFile.Create(file), new BodiesGame().Schema, 60).Dispose();
        AssertRefused($"--game bodies --out {Model} {file}", "has no ticks");
    }

    [Test]
    public void RecordingThatTeachesNothingIsRefused()
    {
        var file = Path.Combine(folder, "short.rec");
        using (var writer = new RecordingWriter(RecordingFile.Create(file), new BodiesGame().Schema, 60))
        {
            writer.Write(new Tick(1), [], []);
        }

        AssertRefused($"--game bodies --out {Model} {file}", "nothing to learn from");
    }

    [TestCase("--game chess --out x y", "chess")]
    [TestCase("--game bodies --out x /no/such/file", "/no/such")]
    [TestCase("--out x /no/such/file.bin", "/no/such")]
    public void BadUsageIsRefused(string arguments, string part) => AssertRefused(arguments, part);

    private static void AssertRefused(string arguments, string part)
    {
        var (exitCode, errors) = Run(arguments);
        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(errors, Does.Match(@"^[^\n]+\.\n$").And.Contain(part));
    }

    private static (int ExitCode, string Errors) Run(string arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter { NewLine = "\n" };
        return (new TrainCommand(output, errors).Run(arguments.Split(' ')), errors.ToString());
    }
}
