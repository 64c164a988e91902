using GameServer.Hosting;
using GameServer.Protocol.Control;

namespace GameServer.Tests.Hosting;

internal sealed class OptionsValidatorTests
{
    private static readonly (string Key, Action<GameServerOptions> Spoil)[] Spoilt =
    [
        ("Port", static o => o.Port = -1),
        ("Port", static o => o.Port = 65_536),
        ("Port", static o => (o.Port, o.Shards) = (65_535, 2)),
        ("Http", static o => o.Http = 70_000),
        ("Shards", static o => o.Shards = 0),
        ("Shards", static o => o.Shards = 65),
        ("Address", static o => o.Address = "here"),
        ("Address", static o => o.Address = ""),
        ("Http", static o => o.Http = -2),
        ("Advertise", static o => o.Advertise = ""),
        ("Advertise", static o => o.Advertise = "b\u00FCcher.example"),
        ("Advertise", static o => o.Advertise = "[::1]"),
        ("Advertise", static o => o.Advertise = "two words"),
        ("Keys", static o => o.Keys = "secret"),
        ("TokenKeys", static o => o.TokenKeys = "1:c2hvcnQ="),
        ("Drain", static o => o.Drain = -1),
        ("Tick", static o => o.Tick = 0),
        ("Tick", static o => o.Tick = 241),
        ("Snapshot", static o => o.Snapshot = 0),
        ("Snapshot", static o => o.Snapshot = 61),
        ("Snapshot", static o => o.Snapshot = 50),
        ("Seats", static o => o.Seats = 0),
        ("Seats", static o => o.Seats = 1025),
        ("RoomsMax", static o => o.RoomsMax = 0),
        ("RoomConfig", static o => o.RoomConfig = new string('x', ControlLimits.ConfigBytesMax + 1)),
        ("BytesPerSecond", static o => o.BytesPerSecond = 10),
        ("GarbageMax", static o => o.GarbageMax = 0),
        ("Linger", static o => o.Linger = -1),
        ("Linger", static o => o.Linger = double.NaN),
        ("Linger", static o => o.Linger = double.PositiveInfinity),
        ("ConnectionsMax", static o => o.ConnectionsMax = 0),
        ("SessionsPerAddress", static o => o.SessionsPerAddress = 0),
        ("RoomsPerAddress", static o => o.RoomsPerAddress = 0),
        ("Transport", static o => o.Transport = "pigeon"),
        ("Transport", static o => o.Transport = "1"),
        ("TickTrace", static o => o.TickTrace = ""),
    ];

    [Test]
    public void DefaultsAreValid() => Assert.That(OptionsValidator.Complaint(new GameServerOptions()), Is.Null);

    [TestCaseSource(nameof(Cases))]
    public void BadValueIsToldByTheNameItWasSetWith(int index)
    {
        var (key, spoil) = Spoilt[index];
        var options = new GameServerOptions();
        spoil(options);
        Assert.That(OptionsValidator.Complaint(options), Does.StartWith($"GameServer:{key} (--").And.Matches(@"^[^\n]+\.$"));
    }

    [TestCase("ANY", false, "0.0.0.0 and ::")]
    [TestCase("LOOPBACK", false, "127.0.0.1 and ::1")]
    [TestCase("10.1.2.3", true, "10.1.2.3")]
    [TestCase("fd00::1", true, "127.0.0.1 and fd00::1")]
    [TestCase(null, false, "0.0.0.0 and ::")]
    [TestCase(null, true, "127.0.0.1 and ::1")]
    public void OpenServerStaysOnItsMachineUnlessToldOtherwise(string? address, bool isOpen, string expected)
    {
        var options = new GameServerOptions { Address = address, Open = isOpen };
        Assert.That(OptionsValidator.Complaint(options), Is.Null);
        Assert.That(ListenAddress.Of(options).ToString(), Is.EqualTo(expected));
    }

    private static IEnumerable<int> Cases() => Enumerable.Range(0, Spoilt.Length);
}
