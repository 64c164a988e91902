using System.Text.Json.Nodes;
using GameServer.Client.Sessions;
using GameServer.Protocol.Control;
using GameServer.Sockets;
using GameServer.Tools.Bots.Measuring;
using GameServer.Tools.Bots.Reporting;

namespace GameServer.Tests.Bots.Reporting;

internal sealed class BotsReportTests
{
    [TestCase("machine.cores")]
    [TestCase("commit")]
    [TestCase("sealed")]
    [TestCase("clients")]
    [TestCase("rooms")]
    [TestCase("seconds")]
    [TestCase("profile")]
    [TestCase("connected")]
    [TestCase("closed.timedOut")]
    [TestCase("ends.playing")]
    [TestCase("ends.reconnecting")]
    [TestCase("ends.roomEnded")]
    [TestCase("ends.timedOut")]
    [TestCase("endNotices")]
    [TestCase("api.allocated")]
    [TestCase("api.allocationMs.p99")]
    [TestCase("api.errors")]
    [TestCase("chatsSent")]
    [TestCase("chatsReceived")]
    [TestCase("snapshotsPerSecondPerClient.mean")]
    [TestCase("snapshotsPerSecondPerClient.min")]
    [TestCase("datagramsPerSecondPerClient")]
    [TestCase("bytesPerSecondPerClient.p99")]
    [TestCase("entityUpdates")]
    [TestCase("bytesPerEntityUpdate")]
    [TestCase("snapshotAgeMs.p999")]
    [TestCase("entityAgeTicks.p99")]
    [TestCase("corrections.max")]
    [TestCase("predictionsChecked")]
    [TestCase("undisturbedShare")]
    [TestCase("inputWaitMs.p50")]
    [TestCase("correctionMs.p99")]
    [TestCase("missingBaselines")]
    [TestCase("malformed")]
    [TestCase("duplicates")]
    [TestCase("reconnects")]
    [TestCase("botsCpu")]
    [TestCase("lateFrames")]
    [TestCase("worst.0.snapshotsPerSecond")]
    public void EveryPromisedFieldIsThere(string path)
    {
        Assert.That(Expectation.TryParse($"{path}<0", out var expectation), Is.True);
        Assert.That(expectation!.IsAbout(BotsReport.Form()), Is.True);
    }

    [Test]
    public void AMeanHidesNoSufferer()
    {
        var report = Report(Bot("a", snapshots: 600), Bot("b", snapshots: 600), Bot("c", snapshots: 30));
        Assert.That((double)report["snapshotsPerSecondPerClient"]!["mean"]!, Is.EqualTo(41));
        Assert.That((double)report["snapshotsPerSecondPerClient"]!["min"]!, Is.EqualTo(3));
        Assert.That((string)report["worst"]![0]!["name"]!, Is.EqualTo("c"));
    }

    [Test]
    public void WhoLostTheSeatIsWorst()
    {
        var report = Report(Bot("a", snapshots: 1), Bot("b", snapshots: 600) with { State = ClientState.Closed, Reason = GoodbyeReason.RoomFull });
        Assert.That((string)report["worst"]![0]!["name"]!, Is.EqualTo("b"));
        Assert.That((int)report["closed"]!["roomFull"]!, Is.EqualTo(1));
        Assert.That((int)report["connected"]!, Is.EqualTo(1));
    }

    [Test]
    public void EveryBotHasOneEnd()
    {
        var ended = Bot("b") with { State = ClientState.Closed, Reason = GoodbyeReason.RoomEnded, WasToldOfTheEnd = true };
        var report = Report(Bot("a"), ended, ended, Bot("c") with { State = ClientState.Reconnecting });
        var ends = report["ends"]!.AsObject().Where(static end => (int)end.Value! > 0).ToDictionary(static end => end.Key, static end => (int)end.Value!);
        Assert.That(ends, Is.EqualTo(new Dictionary<string, int> { ["playing"] = 1, ["roomEnded"] = 2, ["reconnecting"] = 1 }));
        Assert.That((int)report["endNotices"]!, Is.EqualTo(2));
        Assert.That(report["api"], Is.Null);
    }

    [Test]
    public void WhoDoesNotDecodeSaysNothingOfEntities()
    {
        var report = Report(
            Bot("a") with { Counts = default(BotCounts) with { Bytes = 1000, EntityUpdates = 500 } },
            Bot("b") with { Counts = default(BotCounts) with { Bytes = 1000 }, Decodes = false });
        Assert.That((double)report["bytesPerEntityUpdate"]!, Is.EqualTo(2));
        Assert.That((double)report["bytesPerSecondPerClient"]!["mean"]!, Is.EqualTo(100));
    }

    [Test]
    public void WithoutATraceSnapshotsHaveNoAge() => Assert.That(Report(Bot("a"))["snapshotAgeMs"], Is.Null);

    [Test]
    public void WhatCouldNotBeMeasuredIsNull() => Assert.That(Report(Bot("a"))["undisturbedShare"], Is.Null);

    [Test]
    public void SaysHowDatagramsTravelledAndWhatWasLostOnTheWay()
    {
        var report = Report(Bot("a"));

        Assert.That(((string?)report["transport"], (long?)report["queueDrops"], (long?)report["sendErrors"]), Is.EqualTo(("batched", 3L, 2L)));
    }

    private static JsonObject Report(params BotFigures[] bots) => BotsReport.From(
        new FleetFigures
        {
            Bots = bots,
            Seconds = 10,
            CpuSeconds = 1,
            KernelDrops = 0,
            QueueDrops = 3,
            SendErrors = 2,
            Transport = TransportPath.Batched,
            Frames = 600,
            LateFrames = 0,
            FrameLateness = Samples.OfTimes(digits: 2),
            IsTraced = false,
        },
        rooms: 1,
        "N0");

    private static BotFigures Bot(string name, long snapshots = 0) => new()
    {
        Name = name,
        Room = "room1",
        State = ClientState.Playing,
        Reason = GoodbyeReason.None,
        Decodes = true,
        Seconds = 10,
        Counts = default(BotCounts) with { Snapshots = snapshots },
        SnapshotAge = Samples.OfTimes(digits: 2),
        EntityAge = Samples.OfTicks(),
        InputWait = Samples.OfWaits(),
        Correction = Samples.OfTimes(digits: 2),
    };
}
