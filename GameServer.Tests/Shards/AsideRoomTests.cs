using GameServer.Protocol.Control;
using GameServer.Rooms;
using GameServer.Shards;
using GameServer.Simulation.Identity;
using GameServer.Tests.Sessions;
using GameServer.Tests.Support;
using GameServer.Tests.Transport;

namespace GameServer.Tests.Shards;

/// <summary>A room that its shard goes on without, step by step and without a thread.</summary>
internal sealed class AsideRoomTests
{
    private const double Drain = 1 / 240.0;

    private readonly List<SeatId> left = [];
    private SessionRig rig = null!;
    private TakenTick tick = null!;
    private RecordingClient player = null!;
    private RoomHost slow = null!;
    private AsideRoom aside = null!;

    [SetUp]
    public void SetAside()
    {
        left.Clear();
        tick = new TakenTick();
        rig = new SessionRig(() => new SandboxGame { Ticked = tick.OnTick, Left = seat => left.Add(seat.Id) });
        player = rig.Join("slow");
        rig.Join("good");
        slow = rig.Room("slow");
        Turn(20);
        aside = tick.SetAside(rig.Shard, slow, () => rig.Turn(Drain));
        Assert.That((slow.IsAside, rig.Shard.Ticks.HasRoomsAside, rig.Shard.Stats.RoomsSetAside), Is.EqualTo((true, true, 1L)));
    }

    [TearDown]
    public void Dispose()
    {
        player.Dispose();
        rig.Dispose();
    }

    [Test]
    public void OthersTickOnAndTheRoomDoesNot()
    {
        var (good, stands) = (rig.Room("good").Counters.Ticks, slow.Counters.Ticks);
        Turn(40);
        Assert.That(rig.Room("good").Counters.Ticks - good, Is.EqualTo(10).Within(1));
        Assert.That(rig.Room("good").Counters.TicksSkipped, Is.Zero);
        Assert.That(slow.Counters.Ticks, Is.EqualTo(stands));
    }

    [Test]
    public void RoomThatComesBackSendsWhatItComposedAndGoesOnWhereItWas()
    {
        Turn(20);
        var heard = player.Datagrams.Count;
        Assert.That(aside.TryComeBack(rig.Clock.Now), Is.True);
        var ticks = slow.Counters.Ticks;
        rig.Turn();
        Assert.That(player.Datagrams, Has.Count.GreaterThan(heard));
        Assert.That((slow.IsAside, rig.Shard.Ticks.HasRoomsAside), Is.EqualTo((false, false)));
        Turn(40);
        Assert.That(slow.Counters.Ticks - ticks, Is.InRange(10, 16), "some made up");
        Assert.That(slow.Failure, Is.Null);
        Assert.That(rig.Shard.Stats.RoomsFailed, Is.Zero);
    }

    [Test]
    public void RoomThatIsGivenUpIsClosedAndNothingOfItTouched()
    {
        Assert.That(aside.TryGiveUp(200), Is.True);
        Assert.That(aside.TryComeBack(rig.Clock.Now), Is.False, "the first word counts");
        rig.Turn();
        Assert.That(SessionRig.Reason(player), Is.EqualTo(GoodbyeReason.RoomFailed));
        Assert.That(slow.Failure, Is.TypeOf<RoomHangException>());
        Assert.That((rig.Shard.Stats.RoomsHung, rig.Shard.Stats.RoomsFailed), Is.EqualTo((1L, 1L)));
        Assert.That(left, Is.Empty, "its code is not called again");
        Assert.That(slow.Room.Seats[0].IsTaken, Is.True, "its world is left to the other thread");
        Assert.That(rig.Join("slow").Closed, Is.Empty, "its name is free again");
    }

    [Test]
    public void RoomThatIsBackCannotBeGivenUp()
    {
        Assert.That(aside.TryComeBack(rig.Clock.Now), Is.True);
        Assert.That(aside.TryGiveUp(200), Is.False);
    }

    [Test]
    public void RoomThatThrewMeanwhileIsClosedLikeAnyOtherThatThrows()
    {
        slow.Fail(new InvalidOperationException("planted"));
        Turn(4);
        Assert.That(player.Closed, Is.Empty, "not before the thread is out of it");
        aside.TryComeBack(rig.Clock.Now);
        rig.Turn();
        Assert.That(SessionRig.Reason(player), Is.EqualTo(GoodbyeReason.RoomFailed));
        Assert.That(rig.Shard.Stats.RoomsHung, Is.Zero);
    }

    [Test]
    public void DatagramsWaitInTheInboxUpToASeatsShare()
    {
        for (var i = 0; i < 20; i++)
        {
            player.Transport.Send([1, 2, 3], rig.Clock.Seconds);
            rig.Turn(Drain);
        }

        Assert.That(slow.Inbox.DroppedOldest, Is.EqualTo(20 - RoomInbox.SeatShareMax));
        Assert.That(slow.Sum().Inputs.Datagrams, Is.Zero);
        ComeBack();
        Assert.That(slow.Sum().Inputs.Datagrams, Is.EqualTo(RoomInbox.SeatShareMax));
    }

    [Test]
    public void PlayerWhoLeavesIsGoneAtOnceAndTheSeatWhenTheRoomIsBack()
    {
        rig.Send(player, SessionRig.Bytes(new Goodbye(GoodbyeReason.PlayerLeft, "")));
        Assert.That(SessionRig.Reason(player), Is.EqualTo(GoodbyeReason.PlayerLeft));
        Assert.That((rig.Host.SessionCount, slow.Room.Seats[0].IsTaken, left.Count), Is.EqualTo((1, true, 0)));
        ComeBack();
        Assert.That((slow.Room.Seats[0].IsTaken, left.Count), Is.EqualTo((false, 1)));
    }

    [Test]
    public void PlayerWhoIsKickedIsGoneAtOnceAndTheSeatWhenTheRoomIsBack()
    {
        Assert.That(rig.Host.TryKick(slow, new SeatId(0), ""), Is.True);
        Assert.That((slow.Room.Seats[0].IsTaken, left.Count), Is.EqualTo((true, 0)));
        ComeBack();
        Assert.That((slow.Room.Seats[0].IsTaken, left.Count), Is.EqualTo((false, 1)));
    }

    [Test]
    public void PlayerWhoseConnectionBreaksOffLingersWhenTheRoomIsBack()
    {
        player.Transport.Close(0);
        Turn(2);
        Assert.That(slow.Room.Seats[0].IsConnected, Is.True, "as the tick under way began");
        ComeBack();
        Assert.That((slow.Room.Seats[0].IsTaken, slow.Room.Seats[0].IsConnected), Is.EqualTo((true, false)));
    }

    [Test]
    public void WhoJoinsIsLetInWhenTheRoomIsBack()
    {
        var comer = rig.Join("slow", "comer");
        Turn(4);
        Assert.That((comer.Reliables.Count, comer.Closed.Count, slow.Room.SeatsTaken), Is.EqualTo((0, 0, 1)));
        ComeBack();
        Assert.That(SessionRig.Welcome(comer).Seat, Is.EqualTo(1));
    }

    [Test]
    public void WhoGivesUpWaitingIsNotLetIn()
    {
        var comer = rig.Join("slow", "comer");
        comer.Transport.Close(0);
        Turn(2);
        ComeBack();
        Assert.That(slow.Room.SeatsTaken, Is.EqualTo(1));
    }

    [Test]
    public void WhoComesBackToASeatGetsItWhenTheRoomIsBack()
    {
        var secret = SessionRig.Secret(player);
        player.Transport.Close(0);
        Turn(1);
        var again = rig.Resume(secret);
        Assert.That(again.Reliables, Is.Empty);
        ComeBack();
        Assert.That(SessionRig.Welcome(again).Seat, Is.Zero);
        Assert.That(slow.Room.Seats[0].IsConnected, Is.True);
    }

    [Test]
    public void JoiningAnotherRoomWaitsForNothing() => Assert.That(SessionRig.Welcome(rig.Join("good")).Seat, Is.EqualTo(1));

    [Test]
    public void ServerThatStopsSaysGoodbyeToThePlayersOfARoomAside()
    {
        rig.Shard.Stop();
        rig.Turn();
        Assert.That(SessionRig.Reason(player), Is.EqualTo(GoodbyeReason.ServerStopping));
        Assert.That(left.Select(static seat => seat.Index), Is.EqualTo(new[] { 0 }), "the good room's; the other's code is not called");
    }

    [Test]
    public void RoomThatWasSlowIsTickedBesideItsShardUntilItHasBeenQuickForASecond()
    {
        var beside = 0;
        AsideRoom? waiting = null;
        rig.Shard.Ticks.Beside = one =>
        {
            beside++;
            waiting = one;
            return true;
        };
        ComeBack();
        for (var turns = 0; turns < 2 * 240; turns++)
        {
            if (waiting is { } one)
            {
                waiting = null;
                rig.Shard.Ticks.Advance(one);
                Assert.That(one.TryComeBack(rig.Clock.Now), Is.True);
            }

            rig.Turn(Drain);
        }

        Assert.That(beside, Is.EqualTo(64));
        Assert.That(slow.Counters.Ticks, Is.GreaterThan(100), "on the shard's own thread again");
        Assert.That(rig.Room("good").Counters.TicksSkipped, Is.Zero);
    }

    [Test]
    public void RoomThatIsSlowEachTimeStaysBesideItsShard()
    {
        AsideRoom? waiting = null;
        long begun = 0;
        rig.Shard.Ticks.Beside = one =>
        {
            (waiting, begun) = (one, rig.Clock.Now);
            return true;
        };
        ComeBack();
        var ticks = slow.Counters.Ticks;
        for (var turns = 0; turns < 10 * 240; turns++)
        {
            if (waiting is { } one && rig.Clock.Now - begun > 25_000_000)
            {
                waiting = null;
                rig.Shard.Ticks.Advance(one);
                one.TryComeBack(rig.Clock.Now);
            }

            rig.Turn(Drain);
        }

        Assert.That(slow.Counters.Ticks - ticks, Is.GreaterThan(150));
        Assert.That(rig.Shard.Stats.RoomsSetAside, Is.EqualTo(1), "nobody waited for it again");
        Assert.That(rig.Room("good").Counters.TicksSkipped, Is.Zero);
        Assert.That(rig.Shard.Overload.Load, Is.GreaterThan(0.5), "its time counts as the shard's");
    }

    [Test]
    public void RoomForWhichNoThreadCanBeSparedIsTickedByItsShardInTheEnd()
    {
        rig.Shard.Ticks.Beside = static _ => false;
        ComeBack();
        var ticks = slow.Counters.Ticks;
        Turn(3 * 240);
        Assert.That(slow.Counters.Ticks - ticks, Is.InRange(100, 130));
        Assert.That(slow.IsAside, Is.False);
    }

    [Test]
    public void NoTickIsBegunBesideWhileAQuestionWaits()
    {
        var beside = 0;
        rig.Shard.Ticks.Beside = _ => ++beside < 0;
        ComeBack();
        var before = beside;
        rig.Shard.IsAsked = true;
        Turn(40);
        Assert.That(beside, Is.EqualTo(before));
        rig.Shard.IsAsked = false;
        Turn(40);
        Assert.That(beside, Is.GreaterThan(before));
    }

    private void ComeBack()
    {
        Assert.That(aside.TryComeBack(rig.Clock.Now), Is.True);
        Turn(8);
    }

    private void Turn(int turns)
    {
        for (var i = 0; i < turns; i++)
        {
            rig.Turn(Drain);
        }
    }
}
