using GameServer.Client.Prediction;
using GameServer.Client.Stats;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;
using GameServer.Tests.Support;

namespace GameServer.Tests.Client.Prediction;

internal sealed class PredictorTests
{
    [Test]
    public void PredictionOfAnUndisturbedAvatarIsTheServersStateToTheBit()
    {
        var bench = new Bench();
        bench.Play(ticks: 600, lead: 12);
        Assert.That(bench.Predictor.Checked, Is.GreaterThan(580));
        Assert.That(bench.Predictor.Corrected, Is.Zero);
        Assert.That(bench.Predictor.Replayed, Is.Zero);
    }

    [Test]
    public void ForeignChangeIsCorrectedOnceAndThePredictionGoesOnFromThere()
    {
        var bench = new Bench();
        bench.Play(ticks: 60, lead: 12);
        bench.Push = 3;
        bench.Play(ticks: 1, lead: 12);
        Assert.That(bench.Predictor.Corrected, Is.EqualTo(1));
        Assert.That(bench.Predictor.Replayed, Is.EqualTo(12));
        bench.Play(ticks: 100, lead: 12);
        Assert.That(bench.Predictor.Corrected, Is.EqualTo(1));
    }

    [Test]
    public void OwnersFieldsArePredictedAndComparedToo()
    {
        var bench = new Bench();
        bench.Play(ticks: 60, lead: 12);
        Assert.That(bench.Predictor.Avatar.Pebbles, Is.LessThan(DriftGame.PebblesAtStart), "dropping pebbles is predicted");
        bench.Theft = 5;
        bench.Play(ticks: 1, lead: 12);
        Assert.That(bench.Predictor.Corrected, Is.EqualTo(1));
    }

    [Test]
    public void MispredictionNamesItsFieldWithBothValues()
    {
        var bench = new Bench();
        bench.Play(ticks: 60, lead: 12);
        Assert.That(bench.Log.Last, Is.Empty);
        bench.Theft = 5;
        bench.Play(ticks: 1, lead: 12);
        var one = bench.Log.Last.Single();
        Assert.That((one.Tick, one.Field, one.Predicted - one.Actual), Is.EqualTo((bench.Room.Tick, "drifter.owner.Pebbles", 5)));
        Assert.That(bench.Log.Counts["drifter.owner.Pebbles"], Is.EqualTo(1));
    }

    [Test]
    public void MispredictionsAreKeptToTheLastFewAndAllCounted()
    {
        var bench = new Bench();
        bench.Play(ticks: 60, lead: 2);
        for (var i = 0; i < 80; i++)
        {
            bench.Theft = 1;
            bench.Play(ticks: 1, lead: 2);
            bench.Play(ticks: 4, lead: 2);
        }

        Assert.That(bench.Log.Last, Has.Count.EqualTo(MispredictionLog.LastMax));
        Assert.That(bench.Log.Counts["drifter.owner.Pebbles"], Is.GreaterThanOrEqualTo(80));
        Assert.That(bench.Log.Last.Last().Tick.Number, Is.GreaterThan(bench.Room.Tick.Number - 10));
    }

    // Farther ahead than that a replay is cut: it costs no more, and the words to come put right what it left out.
    [TestCase(64, 0)]
    [TestCase(65, 1)]
    [TestCase(90, 1)]
    public void ReplayIsAtMostSoLong(int lead, int cut)
    {
        var bench = new Bench();
        bench.Play(ticks: 60, lead);
        bench.Push = 3;
        bench.Play(ticks: 1, lead);
        Assert.That(bench.Predictor.ReplaysCut, Is.EqualTo(cut));
        Assert.That(bench.Predictor.Replayed, Is.EqualTo(Math.Min(lead, 64)));
        Assert.That(bench.Predictor.Now, Is.EqualTo(bench.Room.Tick + lead));
    }

    [Test]
    public void NothingIsPredictedBeforeTheServersFirstWord()
    {
        var bench = new Bench();
        bench.Predictor.Advance(new Tick(5), default);
        Assert.That(bench.Predictor.Now, Is.EqualTo(Tick.Zero));
    }

    [Test]
    public void FirstWordIsTakenAsItIsAndRunAheadOfAtOnce()
    {
        var bench = new Bench();
        for (var tick = 1u; tick <= 10; tick++)
        {
            bench.Predictor.Advance(new Tick(tick), Drift.Scripted(new Tick(tick), bench.Seat));
        }

        Assert.That(bench.Confirm(3), Is.True);
        Assert.That(bench.Predictor.Now, Is.EqualTo(new Tick(10)));
        Assert.That((bench.Predictor.Checked, bench.Predictor.Corrected), Is.EqualTo((0, 0)));
    }

    [Test]
    public void StateWithoutAPredictionOfItsTickIsTakenAsItIs()
    {
        var bench = new Bench();
        bench.Play(ticks: 20, lead: 5);
        for (var i = 0; i < 300; i++)
        {
            bench.Step();
        }

        Assert.That(bench.Confirm(bench.Room.Tick.Number), Is.False);
        Assert.That(bench.Predictor.Now, Is.EqualTo(bench.Room.Tick));
        Assert.That(bench.Predictor.Corrected, Is.Zero, "there was nothing to compare with");
    }

    [Test]
    public void SteadyPredictionAllocatesNothing()
    {
        var bench = new Bench();
        bench.Play(ticks: 200, lead: 12);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0u; i < 200; i++)
        {
            bench.Predictor.Advance(bench.Predictor.Now + 1, default);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    /// <summary>A drift room with one player, and the predictor of its client, who is some ticks ahead.</summary>
    private sealed class Bench
    {
        private readonly DriftGame server;

        public Bench()
        {
            server = new Meddled(this);
            Room = Drift.Start(players: 1, game: server);
            Predictor = new Predictor<DriftInput, Drifter>(new DriftGame(), Seat, Room.Settings.TickRate, Log);
        }

        public Room Room { get; }

        public MispredictionLog Log { get; } = new();

        public Predictor<DriftInput, Drifter> Predictor { get; }

        public SeatId Seat => Room.Seats[0].Id;

        /// <summary>By how much the next tick pushes the avatar, m.</summary>
        public float Push { get; set; }

        /// <summary>How many pebbles the next tick takes away.</summary>
        public int Theft { get; set; }

        public void Step() => Drift.Step(Room);

        public void Play(int ticks, int lead)
        {
            for (var i = 0; i < ticks; i++)
            {
                Step();
                for (var tick = Predictor.Now + 1; tick <= Room.Tick + lead; tick += 1)
                {
                    var input = Drift.Scripted(tick, Seat);
                    server.SealInput(ref input, new int[Schema.InputColumnsMax]);
                    Predictor.Advance(tick, input);
                    if (Predictor.Now == Tick.Zero)
                    {
                        break;
                    }
                }

                Confirm(Room.Tick.Number);
            }
        }

        public bool Confirm(uint number)
        {
            if (number > Room.Tick.Number)
            {
                Step();
            }

            var tick = new Tick(number);
            while (Room.Tick < tick)
            {
                Step();
            }

            Assert.That(Room.History.TryGet(tick, out var state), Is.True);
            var slots = Enumerable.Range(0, state.SlotCount);
            var slot = slots.First(s => state.HeadAt(s) is { IsPresent: true, Kind: 0 });
            var ownerSlot = slots.First(s => state.HeadAt(s) is { IsPresent: true, Kind: 1 });
            return Predictor.TryConfirm(tick, state.RowAt(slot), state.RowAt(ownerSlot));
        }

        private sealed class Meddled(Bench bench) : DriftGame
        {
            protected override void Tick(Room room)
            {
                foreach (var drifter in room.All<Drifter>())
                {
                    drifter.Value.Position.X += bench.Push;
                    drifter.Value.Pebbles -= bench.Theft;
                }

                (bench.Push, bench.Theft) = (0, 0);
            }
        }
    }
}
