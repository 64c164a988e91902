using System.Numerics;
using GameServer.Client.Conditioning;
using GameServer.Client.Sessions;
using GameServer.Protocol.Datagrams;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Inputs;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;
using GameServer.Tools.Simulator.Matches;

namespace GameServer.Tests.Matches;

/// <summary>Who comes into a full room, or back into it, is told of it piece by piece, and nobody else notices.</summary>
internal sealed class PacedJoinTests
{
    private const int Others = 4;
    private const int Things = 208; // In groups of 16 slots, which are told of together: a smaller one would fill a gap before its turn.
    private const int JoinsAfter = 300; // ticks
    private const int Watched = 90; // ticks

    [Test]
    public void JoinIntoAFullRoomChangesNothingForTheOthersButTheNewcomer([Values("N0", "N4")] string profile)
    {
        var alone = WatchOthers(profile, joins: false);
        var joined = WatchOthers(profile, joins: true);
        Assert.That(alone, Has.Count.GreaterThan(Others * Watched / 2));
        Assert.That(joined.Keys, Is.EquivalentTo(alone.Keys), "the same snapshots came to the same players");
        foreach (var (key, with) in joined)
        {
            var without = alone[key];
            Assert.That(with.At, Is.EqualTo(without.At), $"{key} came when it would have come");
            Assert.That(with.Stale, Is.EqualTo(without.Stale), $"{key} told of as much as it would have");

            // A whole avatar, or what has become of it since, with a run's header.
            Assert.That(with.Bytes - without.Bytes, Is.InRange(-8, 40), $"{key}");
        }
    }

    [Test]
    public void NewcomerIsToldOfItsAvatarFirstAndThenTheNearestFirst([Values("N0", "N4")] string profile)
    {
        using var match = Start(profile);
        match.Run(JoinsAfter);
        var held = new List<int>();
        var late = match.AddClient(profile: ProfileOf(profile));
        var lengths = new List<int>();
        late.Tap.Down = bytes =>
        {
            lengths.Add(bytes.Length);
            return true;
        };
        late.Client.SnapshotApplied += _ =>
        {
            var now = late.Client.CurrentMatch!.Held;
            Assert.That(now.IsPresentAt(match.Room.Room.Seats[late.Seat.Index].Avatar.Slot), Is.True, "with the first datagram and ever after");
            held.Add(Count(match.Room.Room, now.IsPresentAt));
        };
        match.ServerTurned = () =>
        {
            if (late.Seat.IsSeat)
            {
                AssertNearestFirst(match.Room.Room, slot => match.Room.Seats[late.Seat.Index].Replication.Acks.LastSent(slot) > Tick.Zero);
            }
        };
        match.RunUntil(() => held.Count > 0 && held[^1] >= Things, seconds: 1.5, "everything is told of");
        Assert.That(held[0], Is.InRange(10, Things / 2), "it does not fit into one datagram");
        Assert.That(lengths, Is.All.LessThanOrEqualTo(DatagramLimits.PayloadBytesMax));
        match.Run(ticks: 120);
        match.AssertEveryClientAgrees();
    }

    [Test]
    public void PlayerWhoWasAwayForTwentySecondsIsBackInItsSeatWithinASecondAndARoundTrip([Values("N0", "N4")] string profile)
    {
        using var match = Start(profile);
        match.Run(JoinsAfter);
        var player = match.Players[1];
        var seat = match.Room.Room.Seats[player.Seat.Index];
        var avatar = seat.Avatar;
        player.Client.Drop();
        player.IsPaused = true;
        match.Run(ticks: 20 * 60);
        Assert.That(seat.IsConnected, Is.False);

        player.IsPaused = false;
        var roundTrip = ProfileOf(profile)?.RoundTripSeconds ?? 0;
        match.RunUntil(
            () => player.Client.State == ClientState.Playing && player.Client.View.HasAvatar && seat.InputSource == InputSource.Fresh,
            seconds: 1 + roundTrip,
            "it sees its avatar again and drives it");
        Assert.That((seat.Avatar, player.Seat), Is.EqualTo((avatar, seat.Id)));
        match.RunUntil(() => Count(match.Room.Room, player.Client.CurrentMatch!.Held.IsPresentAt) == Things, seconds: 1 + roundTrip, "it sees everything again");
        match.Run(ticks: 120);
        match.AssertEveryClientAgrees();
    }

    // What each datagram to the others was, by player and sequence.
    private static Dictionary<(int Player, Tick Tick), (double At, int Bytes, int Stale)> WatchOthers(string profile, bool joins)
    {
        using var match = Start(profile);
        match.Run(JoinsAfter);
        var seen = new Dictionary<(int, Tick), (double, int, int)>();
        var bytes = 0;
        foreach (var player in match.Players.ToArray())
        {
            player.Link.Delivered = datagram => bytes = datagram.Length;
            player.Client.SnapshotApplied += tick => seen[(player.Index, tick)] = (match.Seconds, bytes, StaleThings(match.Room.Room, player, tick));
        }

        if (joins)
        {
            match.AddClient(profile: ProfileOf(profile));
        }

        match.Run(Watched);
        Assert.That(match.Room.Room.SeatsTaken, Is.EqualTo(joins ? Others + 1 : Others));
        return seen;
    }

    private static int StaleThings(Room room, SimulatedPlayer<DriftInput, Drifter> player, Tick tick)
    {
        var (held, stale) = (player.Client.CurrentMatch!.Held, 0);
        foreach (var thing in room.All<Pebble>())
        {
            stale += held.NewestAt(thing.Id.Slot) < tick ? 1 : 0;
        }

        return stale;
    }

    // Things lie on a line from where everybody is, in the order of their slots.
    private static void AssertNearestFirst(Room room, Func<int, bool> isTold)
    {
        var isEnded = false;
        foreach (var thing in room.All<Pebble>())
        {
            Assert.That(isTold(thing.Id.Slot) && isEnded, Is.False, $"slot {thing.Id.Slot} is told of before a nearer one");
            isEnded |= !isTold(thing.Id.Slot);
        }
    }

    private static int Count(Room room, Func<int, bool> isHeld)
    {
        var count = 0;
        foreach (var thing in room.All<Pebble>())
        {
            count += isHeld(thing.Id.Slot) ? 1 : 0;
        }

        return count;
    }

    private static TestMatch<DriftInput, Drifter> Start(string profile)
    {
        var settings = new SimulationSettings { Seed = 9, Clients = Others, Profile = ProfileOf(profile) };
        return new TestMatch<DriftInput, Drifter>(static () => new FullRoom(), static (tick, seat) => Drift.Scripted(tick, seat) with { Drop = false, Brake = true }, settings);
    }

    private static LinkProfile? ProfileOf(string name) => name == "N0" ? null : DriftMatch.ProfileOf(name);

    private sealed class FullRoom : DriftGame
    {
        protected override void OnStart(Room room)
        {
            for (var i = 0; i < Things; i++)
            {
                room.Spawn(new Pebble { Position = new Vector2(2 * i, 0), Velocity = new Vector2(0.1f + (i * 0.001f), 0.1f), TicksLeft = int.MaxValue });
            }
        }

        protected override Drifter OnJoin(Room room, Seat seat) => new() { Position = new Vector2(-1 - seat.Id.Index, 0), Health = 100, Pebbles = PebblesAtStart };

        protected override void Tick(Room room)
        {
            foreach (var pebble in room.All<Pebble>())
            {
                pebble.Value.Position += pebble.Value.Velocity * room.TickSeconds;
            }
        }
    }
}
