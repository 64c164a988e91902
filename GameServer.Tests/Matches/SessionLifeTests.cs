using GameServer.Client.Sessions;
using GameServer.Protocol.Control;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;

namespace GameServer.Tests.Matches;

/// <summary>Coming, going, coming back: what a player and the others see of it.</summary>
public sealed class SessionLifeTests
{
    [Test]
    public void DroppedPlayerTakesItsSeatBack()
    {
        using var match = DriftMatch.Start(seed: 1, clients: 3, "N1");
        match.Run(ticks: 300);
        var player = match.Players[1];
        var avatar = match.Room.Room.Seats[player.Seat.Index].Avatar;
        player.Client.Drop();
        Assert.That(player.Client.State, Is.EqualTo(ClientState.Reconnecting));
        match.RunUntil(() => player.Client.State == ClientState.Playing && player.Client.View.HasAvatar, 2, "it is back");
        Assert.That(match.Room.Room.Seats[player.Seat.Index].Avatar, Is.EqualTo(avatar), "on the same seat, with the same avatar");
        Assert.That(player.Client.Welcome!.Resumed);
        match.Run(ticks: 120);
        match.AssertEveryClientAgrees();
        Assert.That(match.Shard.Sessions.Counters.Resumed, Is.EqualTo(1));
    }

    [Test]
    public void SequenceNumbersGoOnOverAReconnect()
    {
        using var match = DriftMatch.Start(seed: 1, clients: 1);
        match.Run(ticks: 300);
        var player = match.Players[0];
        var before = player.Client.Welcome!;
        player.Client.Drop();
        match.RunUntil(() => player.Client.State == ClientState.Playing, 2, "it is back");
        Assert.That(player.Client.Welcome!.SnapshotSequence, Is.GreaterThan(before.SnapshotSequence + 200));
        Assert.That(player.Client.Welcome!.InputSequence, Is.GreaterThan(before.InputSequence + 200));
    }

    [Test]
    public void SeatIsGivenUpWhenThePlayerStaysAway()
    {
        using var match = DriftMatch.Start(seed: 1, clients: 2);
        match.Run(ticks: 120);
        var away = match.Players[0];
        away.Client.Drop();
        away.IsPaused = true;
        match.Run(ticks: 60 * 29);
        Assert.That(match.Room.Room.SeatsTaken, Is.EqualTo(2), "kept for 30 s");
        match.Run(ticks: 120);
        Assert.That(match.Room.Room.SeatsTaken, Is.EqualTo(1), "and no longer");
        Assert.That(match.Players[1].Client.View.All<Drifter>().Length, Is.Zero, "the avatar is gone at the other's");
        away.IsPaused = false;
        match.RunUntil(() => away.Client.State == ClientState.Closed, 5, "the late return is answered");
        Assert.That(away.Client.Reason, Is.AnyOf(GoodbyeReason.ResumeRefused, GoodbyeReason.TimedOut));
    }

    [Test]
    public void LeavingFreesTheSeatAtOnce()
    {
        using var match = DriftMatch.Start(seed: 1, clients: 3, "N1");
        match.Run(ticks: 200);
        match.Players[2].Client.Leave();
        match.RunUntil(() => match.Players[2].Client.State == ClientState.Closed, 1, "the goodbye comes back");
        Assert.That(match.Players[2].Client.Reason, Is.EqualTo(GoodbyeReason.PlayerLeft));
        Assert.That(match.Room.Room.SeatsTaken, Is.EqualTo(2));
        match.Run(ticks: 60);
        Assert.That(match.Players[0].Client.View.All<Drifter>().Length, Is.EqualTo(1));
    }

    [Test]
    public void NewPlayerOnAUsedSeatStartsClean()
    {
        using var match = DriftMatch.Start(seed: 1, clients: 2, "N1", s => s with { SeatsMax = 2 });
        match.Run(ticks: 300);
        match.Players[1].Client.Leave();
        match.RunUntil(() => match.Players[1].Client.State == ClientState.Closed, 1, "the seat is free");
        var next = match.AddClient();
        match.RunUntil(() => next.Client.View.HasAvatar, 2, "the next player is in");
        match.Run(ticks: 300);
        Assert.That(match.Room.Sum().Replication.Desyncs, Is.Zero);
        Assert.That(match.DifferingRows(), Is.Zero);
        Assert.That(next.Client.Stats.MissingBaselines, Is.Zero);
    }

    [Test]
    public void FullRoomRefusesAndSaysSo()
    {
        using var match = DriftMatch.Start(seed: 1, clients: 2, change: s => s with { SeatsMax = 2 });
        match.Run(ticks: 60);
        var third = match.AddClient();
        match.RunUntil(() => third.Client.State == ClientState.Closed, 1, "an answer");
        Assert.That(third.Client.Reason, Is.EqualTo(GoodbyeReason.RoomFull));
        Assert.That(match.Shard.Sessions.Counters.Goodbyes(GoodbyeReason.RoomFull), Is.EqualTo(1), "counted");
        Assert.That(match.Room.Room.SeatsTaken, Is.EqualTo(2), "the others play on");
    }

    [Test]
    public void FullServerRefusesAndSaysSo()
    {
        using var match = DriftMatch.Start(seed: 1, clients: 1, change: s => s with { RoomsMax = 1 });
        match.Run(ticks: 60);
        var other = match.AddClient(room: "another");
        match.RunUntil(() => other.Client.State == ClientState.Closed, 1, "an answer");
        Assert.That(other.Client.Reason, Is.EqualTo(GoodbyeReason.ServerFull));
    }

    [Test]
    public void RoomThatThrowsClosesAlone()
    {
        using var match = new TestMatch<DriftInput, Drifter>(() => new FailingGame(), Drift.Scripted, new TestMatchSettings { Clients = 2 });
        match.Run(ticks: 60);
        var victim = match.AddClient(room: "bad");
        match.RunUntil(() => victim.Client.State == ClientState.Playing, 1, "it is in");
        victim.Client.Say("fail");
        Assert.That(match.Rooms.TryGet("bad", out var bad));
        ((FailingGame)bad.Room.Game).FailsNow = true;
        match.RunUntil(() => victim.Client.State == ClientState.Closed, 1, "its players are told");
        Assert.That(victim.Client.Reason, Is.EqualTo(GoodbyeReason.RoomFailed));
        var tick = match.Room.Room.Tick;
        match.Run(ticks: 60);
        Assert.That(match.Room.Room.Tick - tick, Is.InRange(59, 61), "the other room never missed a tick");
        Assert.That(match.Rooms.TryGet("bad", out _), Is.False);
        Assert.That(match.Players[0].Client.State, Is.EqualTo(ClientState.Playing));
    }

    [Test]
    public void EndOfTheMatchReachesEveryPlayerWithItsResult()
    {
        using var match = DriftMatch.Start(seed: 1, clients: 2, "N1");
        match.Run(ticks: 60);
        match.Room.Room.End("3 : 1");
        match.RunUntil(() => match.Players.All(p => p.Client.State == ClientState.Closed), 1, "all are told");
        Assert.That(match.Players.Select(p => (p.Client.Reason, p.Client.ReasonDetail)), Is.All.EqualTo((GoodbyeReason.RoomEnded, "3 : 1")));
    }

    [Test]
    public void ChatReachesEverybodyWithTheSpeakersSeat()
    {
        using var match = DriftMatch.Start(seed: 1, clients: 3, "N1");
        match.Run(ticks: 60);
        match.Players[1].Client.Say("hello");
        match.Run(ticks: 60);
        foreach (var player in match.Players)
        {
            Assert.That(player.Client.TryTake(out Chat? chat));
            Assert.That((chat!.FromSeat, chat.Text), Is.EqualTo((match.Players[1].Seat.Index, "hello")));
        }
    }

    [Test]
    public void FloodOfOneSeatLeavesTheOthersInputsInTime()
    {
        using var match = DriftMatch.Start(seed: 1, clients: 4);
        match.Run(ticks: 200);
        var before = match.Room.Sum().Inputs;
        var flooder = match.Players[0];
        byte[]? sample = null;
        flooder.Tap.Up = bytes =>
        {
            sample = bytes;
            return true;
        };
        for (var i = 0; i < 300; i++)
        {
            match.Run(ticks: 1);
            for (var n = 0; sample is not null && n < 166; n++)
            {
                flooder.Tap.Send(sample, match.Seconds); // 10,000 datagrams per second.
            }
        }

        var after = match.Room.Sum().Inputs;
        Assert.That(after.InputsRepeated + after.InputsNeutral - before.InputsRepeated - before.InputsNeutral, Is.LessThanOrEqualTo(2));
        Assert.That(match.Room.Inbox.DroppedOldest, Is.GreaterThan(10_000), "and the flood is counted");
        match.AssertEveryClientAgrees();
    }

    private sealed class FailingGame : DriftGame
    {
        public bool FailsNow { get; set; }

        protected override void Tick(Room room)
        {
            if (FailsNow)
            {
                throw new InvalidOperationException("planted");
            }

            base.Tick(room);
        }
    }
}
