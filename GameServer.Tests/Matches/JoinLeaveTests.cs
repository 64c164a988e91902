using GameServer.Client.Sessions;
using GameServer.Protocol.Control;
using GameServer.Tests.Support;

namespace GameServer.Tests.Matches;

internal sealed class JoinLeaveTests
{
    [Test]
    public void LateJoinerHoldsTheWholeRoomSoon()
    {
        using var match = DriftMatch.Start(seed: 6, clients: 15, "N4");
        match.Run(ticks: 300);
        var late = match.AddClient();
        match.RunUntil(() => late.Client.State == ClientState.Playing, seconds: 2, "the late one comes in");
        match.Run(ticks: 60);
        Assert.That(late.Client.View.HasAvatar, Is.True);
        Assert.That(late.Client.View.All<Drifter>().Length, Is.EqualTo(15), "the others as drawn");
        var drifters = match.Room.Room.Seats.ToArray().Where(static s => s.IsTaken).Select(static s => s.Avatar).ToArray();
        Assert.That(drifters, Has.Length.EqualTo(16));
        foreach (var avatar in drifters)
        {
            Assert.That(late.Client.CurrentMatch!.Held.TryGetNewest(avatar.Slot, out _, out var head, out _), Is.True);
            Assert.That(head.Generation, Is.EqualTo(avatar.Generation));
        }

        match.Run(ticks: 120);
        match.AssertEveryClientAgrees();
    }

    [Test]
    public void AvatarOfALeaverDisappearsAtTheOthers([Values("N0", "N7")] string profile)
    {
        using var match = DriftMatch.Start(seed: 6, clients: 4, profile);
        match.Run(ticks: 200);
        var leaver = match.Players[2];
        var avatar = match.Room.Room.Seats[leaver.Seat.Index].Avatar;
        leaver.Client.Leave();
        match.RunUntil(() => leaver.Client.State == ClientState.Closed, seconds: 3, "the goodbye is answered");
        Assert.That(leaver.Client.Reason, Is.EqualTo(GoodbyeReason.PlayerLeft));
        match.Run(ticks: 120);
        Assert.That(match.Room.Room.SeatsTaken, Is.EqualTo(3));
        foreach (var player in match.Players.Where(p => p != leaver))
        {
            Assert.That(player.Client.CurrentMatch!.Held.TryGetNewest(avatar.Slot, out _, out _, out _), Is.False);
        }
    }

    [Test]
    public void NextPlayerOnTheSeatIsASeparatePlayer()
    {
        using var match = DriftMatch.Start(seed: 6, clients: 3, "N1");
        match.Run(ticks: 200);
        var leaver = match.Players[1];
        var seat = leaver.Seat;
        leaver.Client.Leave();
        match.RunUntil(() => leaver.Client.State == ClientState.Closed, seconds: 3, "the goodbye is answered");
        var next = match.AddClient();
        match.RunUntil(() => next.Client.State == ClientState.Playing, seconds: 3, "the next one comes in");
        Assert.That(next.Seat, Is.EqualTo(seat));
        match.Run(ticks: 200);
        Assert.That(match.DifferingRows(), Is.Zero);
        Assert.That(match.Room.Sum().Replication.Desyncs, Is.Zero);
        Assert.That(next.Client.View.HasAvatar, Is.True);
        Assert.That(next.Client.Stats.MissingBaselines, Is.Zero, "nothing was written against what the last one held");
    }

    [Test]
    public void ComingsAndGoingsLeaveEverybodyInAgreement()
    {
        using var match = DriftMatch.Start(seed: 6, clients: 4, "N4");
        for (var i = 0; i < 8; i++)
        {
            match.Run(ticks: 45);
            match.Players[i].Client.Leave();
            match.AddClient();
        }

        match.Run(ticks: 180);
        Assert.That(match.Room.Room.SeatsTaken, Is.EqualTo(4));
        Assert.That(match.Players.Skip(8).Select(static p => p.Client.State), Is.All.EqualTo(ClientState.Playing));
        Assert.That(match.DifferingRows(), Is.Zero);
        Assert.That(match.Room.Sum().Replication.Desyncs, Is.Zero);
    }

    [Test]
    public void ChatAndNamesReachEverybody()
    {
        using var match = DriftMatch.Start(seed: 6, clients: 3, "N4");
        match.Run(ticks: 120);
        match.Players[2].Client.Say("good luck");
        match.Run(ticks: 60);
        foreach (var player in match.Players)
        {
            Assert.That(player.Client.TryTake(out Chat? chat), Is.True);
            Assert.That(chat, Is.EqualTo(new Chat(match.Players[2].Seat.Index, "good luck")));
        }

        Assert.That(match.Room.Room.Seats[match.Players[2].Seat.Index].PlayerName, Is.EqualTo("player 2"));
    }
}
