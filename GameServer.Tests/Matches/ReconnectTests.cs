using GameServer.Client.Sessions;
using GameServer.Protocol.Control;
using GameServer.Tests.Support;

namespace GameServer.Tests.Matches;

internal sealed class ReconnectTests
{
    [Test]
    public void DroppedPlayerTakesItsSeatBack([Values("N0", "N4", "N7")] string profile)
    {
        using var match = DriftMatch.Start(seed: 4, clients: 3, profile);
        match.Run(ticks: 300);
        var player = match.Players[1];
        var (seat, avatar) = (player.Seat, match.Room.Room.Seats[player.Seat.Index].Avatar);
        player.Client.Drop();
        Assert.That(player.Client.State, Is.EqualTo(ClientState.Reconnecting));
        match.RunUntil(() => player.Client.State == ClientState.Playing, seconds: 5, "the seat is taken back");
        Assert.That(player.Client.Stats.Reconnects, Is.EqualTo(1));
        Assert.That(player.Seat, Is.EqualTo(seat));
        Assert.That(match.Room.Room.Seats[seat.Index].Avatar, Is.EqualTo(avatar));
        Assert.That((match.Sessions.Joined, match.Sessions.Resumed), Is.EqualTo((3L, 1L)));

        match.Run(ticks: 300);
        match.AssertEveryClientAgrees();
        Assert.That(player.Client.View.HasAvatar, Is.True);
        Assert.That(match.Players.Select(static p => p.Client.Stats.Reconnects), Is.EqualTo(new[] { 0, 1, 0 }), "nobody else noticed");
    }

    [Test]
    public void SequenceNumbersGoOnOverAReconnect()
    {
        using var match = DriftMatch.Start(seed: 1, clients: 1);
        match.Run(ticks: 300);
        var player = match.Players[0];
        var before = player.Client.Welcome!;
        player.Client.Drop();
        match.RunUntil(() => player.Client.State == ClientState.Playing, seconds: 2, "it is back");
        Assert.That(player.Client.Welcome!.Resumed, Is.True);
        Assert.That(player.Client.Welcome.SnapshotSequence, Is.GreaterThan(before.SnapshotSequence + 200));
        Assert.That(player.Client.Welcome.InputSequence, Is.GreaterThan(before.InputSequence + 200));
    }

    [Test]
    public void PlayerMayDropAgainAndAgain()
    {
        using var match = DriftMatch.Start(seed: 4, clients: 2, "N1");
        for (var i = 0; i < 5; i++)
        {
            match.Run(ticks: 60);
            match.Players[0].Client.Drop();
            match.RunUntil(() => match.Players[0].Client.State == ClientState.Playing, seconds: 5, $"return {i}");
        }

        match.Run(ticks: 120);
        match.AssertEveryClientAgrees();
        Assert.That(match.Room.Room.SeatsTaken, Is.EqualTo(2));
    }

    [Test]
    public void PlayerWhoseOldConnectionStandsReplacesIt([Values("N0", "N4")] string profile)
    {
        // As when a phone changes its network: the server has not noticed yet.
        using var match = DriftMatch.Start(seed: 4, clients: 3, profile);
        match.Run(ticks: 300);
        var player = match.Players[1];
        player.Tap.VanishesAtClose = true;
        player.Client.Drop();
        match.RunUntil(() => player.Client.State == ClientState.Playing, seconds: 5, "the seat is taken back");
        match.Run(ticks: 300);
        Assert.That(match.Sessions.Goodbyes(GoodbyeReason.Replaced), Is.EqualTo(1));
        Assert.That(match.Sessions.Goodbyes(GoodbyeReason.TimedOut), Is.Zero);
        match.AssertEveryClientAgrees();
    }

    [Test]
    public void SeatThatNobodyCameBackForIsRefusedAndANewOneIsGiven()
    {
        using var match = DriftMatch.Start(seed: 4, clients: 2, change: static s => s with { LingerSeconds = 2, ClientOptions = new ClientOptions { ReconnectPauseSeconds = 3 } });
        match.Run(ticks: 120);
        var player = match.Players[1];
        var avatar = match.Room.Room.Seats[player.Seat.Index].Avatar;
        player.Client.Drop();
        match.RunUntil(() => player.Client.State == ClientState.Closed, seconds: 5, "the answer comes");
        Assert.That(player.Client.Reason, Is.EqualTo(GoodbyeReason.ResumeRefused));
        Assert.That(match.Room.Room.SeatsTaken, Is.EqualTo(1));

        player.Client.Connect("memory", 9050, "test", "again");
        match.RunUntil(() => player.Client.State == ClientState.Playing, seconds: 5, "a new seat");
        match.Run(ticks: 120);
        Assert.That(match.Room.Room.Seats[player.Seat.Index].Avatar, Is.Not.EqualTo(avatar));
        Assert.That((match.Sessions.Joined, match.Sessions.Resumed), Is.EqualTo((3L, 0L)));
        match.AssertEveryClientAgrees();
    }

    [Test]
    public void AvatarOfADroppedPlayerStaysUntilTheSeatIsGivenUp()
    {
        using var match = DriftMatch.Start(seed: 4, clients: 2, change: static s => s with { LingerSeconds = 2, ClientOptions = new ClientOptions { ReconnectPauseSeconds = 60 } });
        match.Run(ticks: 120);
        var avatar = match.Room.Room.Seats[match.Players[1].Seat.Index].Avatar;
        match.Players[1].Client.Drop();
        match.Run(ticks: 60);
        Assert.That(Sees(match, avatar.Slot), Is.True);
        match.Run(ticks: 90);
        Assert.That(Sees(match, avatar.Slot), Is.False);
    }

    private static bool Sees(TestMatch<DriftInput, Drifter> match, int slot) => match.Players[0].Client.CurrentMatch!.Held.TryGetNewest(slot, out _, out _, out _);
}
