using System.Text.RegularExpressions;
using GameServer.Protocol.Control;
using GameServer.Rooms;
using GameServer.Sessions;
using GameServer.Shards;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Repository;
using GameServer.Tests.Sessions;
using GameServer.Tests.Shards;
using GameServer.Tests.Support;
using GameServer.Tests.Transport;

namespace GameServer.Tests.Documents;

/// <summary>Drives each arrow of docs/session-states.md by its name: from the state that it leaves to the one that it reaches.</summary>
internal sealed partial class SessionStatesTests
{
    private const ulong Ticket = 77;
    private const double Linger = 5;
    private const double ReservedSeconds = 30;
    private const double Empty = 30;
    private const string Free = "free";
    private const string Reserved = "reserved";
    private const string Playing = "playing";
    private const string Lingering = "lingering";
    private const string Ready = "ready";
    private const string Active = "active";
    private const string Draining = "draining";
    private const string Aside = "aside";
    private const string Ended = "ended";

    private static readonly Dictionary<string, Action<Stage>> SeatArrows = new()
    {
        ["reserve"] = static s => s.Reserve(),
        ["reservation-expires"] = static s => s.Rig.Turn(ReservedSeconds),
        ["reservation-cancelled"] = static s => s.Host.Reservations.TryCancel(Stage.Seat, s.Rig.Clock.Now),
        ["take-reserved"] = static s => s.Player = s.Rig.JoinWith(Ticket, Stage.Seat.Index),
        ["take-any"] = static s => s.Player = s.Rig.JoinWith(Ticket + 1),
        ["take-by-name"] = static s => s.Player = s.Rig.Join(),
        ["lose"] = static s => s.Lose(),
        ["resume"] = static s => s.Rig.Resume(SessionRig.Secret(s.Player!)),
        ["replace"] = static s => s.Rig.Resume(SessionRig.Secret(s.Player!)),
        ["give-up"] = static s => s.Rig.Turn(Linger + 0.1),
        ["leave"] = static s => s.Rig.Send(s.Player!, SessionRig.Bytes(new Goodbye(GoodbyeReason.PlayerLeft, ""))),
        ["kick"] = static s => s.Rig.Host.TryKick(s.Host, Stage.Seat, ""),
        ["misbehave"] = static s => s.Rig.Send(s.Player!, [99]),
        ["match-ends"] = static s => s.Host.Room.End("over"),
        ["room-fails"] = static s => s.Fails = true,
        ["server-stops"] = static s => s.Rig.Shard.Stop(),
    };

    private static readonly Dictionary<string, Action<Stage>> RoomArrows = new()
    {
        ["announce"] = static s => s.Announce(),
        ["first-in"] = static s => s.Player = s.Rig.Join(),
        ["last-out"] = static s => s.Rig.Send(s.Player!, SessionRig.Bytes(new Goodbye(GoodbyeReason.PlayerLeft, ""))),
        ["stays-empty"] = static s => s.Rig.Turn(Empty + 0.1),
        ["game-ends"] = static s => s.Host.Room.End("over"),
        ["closed"] = static s => s.Host.Room.End("closed"),
        ["fails"] = static s => s.Fails = true,
        ["set-aside"] = static s => s.SetAside(),
        ["comes-back"] = static s => s.Taken!.TryComeBack(s.Rig.Clock.Now),
        ["given-up"] = static s => s.Taken!.TryGiveUp(200),
        ["drain"] = static s => s.Rig.Shard.Drain(s.Host, 2),
        ["drained"] = static s => s.Rig.Send(s.Player!, SessionRig.Bytes(new Goodbye(GoodbyeReason.PlayerLeft, ""))),
        ["deadline"] = static s => s.PassTicks(200),
    };

    [TestCaseSource(nameof(Seats))]
    public void SeatGoesAlongTheArrow(string arrow, string from, string to, string told)
    {
        using var stage = new Stage();
        stage.Announce();
        stage.PutSeatInto(from);
        Assert.That(stage.SeatState(), Is.EqualTo(from), "where it begins");
        SeatArrows[arrow](stage);
        stage.PassTicks(3);
        Assert.That(stage.SeatState(), Is.EqualTo(to), "where it ends");
        if (stage.Player is { Closed.Count: 1 } player && from == Playing)
        {
            Assert.That(told, Does.StartWith(SessionRig.Reason(player).ToString()), "what the player is told");
        }
    }

    [TestCaseSource(nameof(Rooms))]
    public void RoomGoesAlongTheArrow(string arrow, string from, string to)
    {
        using var stage = new Stage();
        stage.PutRoomInto(from);
        RoomArrows[arrow](stage);
        stage.PassTicks(3);
        Assert.That(stage.RoomState(), Is.EqualTo(to));
    }

    [Test]
    public void EveryArrowIsDocumentedOnce()
    {
        Assert.That(Seats().Select(static c => (string)c.Arguments[0]!), Is.EquivalentTo(SeatArrows.Keys));
        Assert.That(Rooms().Select(static c => (string)c.Arguments[0]!), Is.EquivalentTo(RoomArrows.Keys));
    }

    private static IEnumerable<TestCaseData> Seats() => Rows("A seat").Select(static r => new TestCaseData(r[0], r[1], r[2], r[4]).SetName($"SeatGoesAlongTheArrow({r[0]})"));

    private static IEnumerable<TestCaseData> Rooms() => Rows("A room").Select(static r => new TestCaseData(r[0], r[1], r[2]).SetName($"RoomGoesAlongTheArrow({r[0]})"));

    private static IEnumerable<string[]> Rows(string heading)
    {
        var text = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "session-states.md"));
        var section = text.Split("\n## ").Single(part => part.StartsWith(heading, StringComparison.Ordinal));
        return TableRow().Matches(section).Select(static m => m.Groups[1].Value.Split(" | ")).Where(static cells => cells[0] != "arrow");
    }

    [GeneratedRegex(@"^\| ([a-z].*) \|$", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    /// <summary>A server with one room of one seat, which a test puts into any state.</summary>
    private sealed class Stage : IDisposable
    {
        private readonly TakenTick tick = new();
        private RoomHost? host;

        public Stage() => Rig = new SessionRig(
            NewGame,
            new SessionSettings(IsOpen: true, Linger),
            seatsMax: 1);

        public static SeatId Seat => new(0);

        public SessionRig Rig { get; }

        public RecordingClient? Player { get; set; }

        public bool Fails { get; set; }

        public AsideRoom? Taken { get; private set; }

        public RoomHost Host => host ?? Rig.Room();

        public void Announce()
        {
            var settings = new RoomHostSettings { SnapshotRate = 60, EmptySeconds = Empty };
            var maker = new RoomMaker(new GameFactory(NewGame), Rig.Clock, static () => 1, firstId: 100);
            host = maker.Make("room", new RoomSettings { SeatsMax = 1 }, settings);
            Assert.That(Rig.Shard.TryAdd(host), Is.True);
            Rig.Turn();
        }

        public void Reserve() => Host.Reservations.TryReserve(Ticket, "p1", Rig.Clock.Now, Rig.Clock.Now + (long)(ReservedSeconds * 1e9), out _);

        public void Lose()
        {
            Player!.Transport.Close(0);
            Rig.Turn();
        }

        public void SetAside() => Taken = tick.SetAside(Rig.Shard, Host, () => Rig.Turn(1 / 60.0));

        public void PassTicks(int count)
        {
            for (var i = 0; i < count; i++)
            {
                Rig.Turn(1 / 60.0);
            }
        }

        public void PutSeatInto(string state)
        {
            switch (state)
            {
                case Reserved:
                    Reserve();
                    break;
                case Playing:
                    Player = Rig.Join();
                    break;
                case Lingering:
                    Player = Rig.Join();
                    Lose();
                    break;
            }
        }

        public string SeatState()
        {
            var seat = Host.Room.Seats[0];
            return RoomState() == Ended ? Free
                : !seat.IsTaken ? Host.Reservations.Count(Rig.Clock.Now) > 0 ? Reserved : Free : seat.IsConnected ? Playing : Lingering;
        }

        public void PutRoomInto(string state)
        {
            if (state == "allocating")
            {
                return;
            }

            Announce();
            if (state != Ready)
            {
                Player = Rig.Join();
            }

            if (state == Draining)
            {
                Rig.Shard.Drain(Host, 2);
            }

            if (state == Aside)
            {
                SetAside();
            }

            Assert.That(RoomState(), Is.EqualTo(state), "where it begins");
        }

        public string RoomState() =>
            !Rig.Rooms.TryGet("room", out var room) || room != host ? Ended
            : room.IsAside ? Aside
            : room.IsDraining ? Draining
            : room.Room.SeatsTaken > 0 ? Active
            : Ready;

        public void Dispose() => Rig.Dispose();

        private SandboxGame NewGame() => new() { Ticked = ThrowIfToldTo };

        private void ThrowIfToldTo(Room room)
        {
            tick.OnTick(room);
            if (Fails)
            {
                throw new InvalidOperationException("planted");
            }
        }
    }
}
