using GameServer.Simulation.Identity;
using GameServer.Simulation.Inputs;
using GameServer.Simulation.Schemas;

namespace GameServer.Tests.Simulation.Inputs;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class InputBufferTests
{
    private const int RepeatTicks = 3;

    private readonly InputBuffer buffer = new(
        new InputFields(
            [new Column("move", -1000, 1000, ColumnModel.Plain), new Column("fire", 0, 1, ColumnModel.Plain), new Column("use", 0, 1, ColumnModel.Plain)],
            [1, 2]),
        RepeatTicks);

    private uint now;

    private InputVerdict Offer(uint tick, int move = 0, int fire = 0, int use = 0, long arrival = 0) => buffer.Offer(new Tick(tick), [move, fire, use], arrival);

    private (InputSource Source, int Move, int Fire, int Use) Take()
    {
        var row = new int[3];
        var source = buffer.Take(new Tick(++now), row);
        return (source, row[0], row[1], row[2]);
    }

    private void TakeUntil(uint tick)
    {
        while (now < tick)
        {
            Take();
        }
    }

    [Test]
    public void InputWaitsForItsTick()
    {
        Assert.That(Offer(2, move: 5), Is.EqualTo(InputVerdict.Buffered));

        Assert.That(Take(), Is.EqualTo((InputSource.Neutral, 0, 0, 0)));
        Assert.That(Take(), Is.EqualTo((InputSource.Fresh, 5, 0, 0)));
    }

    [Test]
    public void OrderOfArrivalDoesNotMatter()
    {
        Offer(3, move: 3);
        Offer(1, move: 1);
        Offer(2, move: 2);

        Assert.That(new[] { Take().Move, Take().Move, Take().Move }, Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public void FirstOfTwoInputsForATickStands()
    {
        Offer(1, move: 5);

        Assert.That(Offer(1, move: 9, fire: 1), Is.EqualTo(InputVerdict.Duplicate));
        Assert.That(Take(), Is.EqualTo((InputSource.Fresh, 5, 0, 0)));
        Assert.That(Take().Fire, Is.Zero);
    }

    [Test]
    public void ExecutedInputIsNotTakenAgain()
    {
        Offer(1, move: 5, fire: 1);
        Take();

        Assert.That(Offer(1, move: 5, fire: 1), Is.EqualTo(InputVerdict.Duplicate));
        Assert.That(Take(), Is.EqualTo((InputSource.Repeated, 5, 0, 0)));
    }

    [Test]
    public void MissingInputIsRepeatedWithoutItsPressesThenNeutral()
    {
        Offer(1, move: 5, fire: 1, use: 1);

        Assert.That(Take(), Is.EqualTo((InputSource.Fresh, 5, 1, 1)));
        for (var i = 0; i < RepeatTicks; i++)
        {
            Assert.That(Take(), Is.EqualTo((InputSource.Repeated, 5, 0, 0)));
        }

        Assert.That(Take(), Is.EqualTo((InputSource.Neutral, 0, 0, 0)));
    }

    [Test]
    public void FreshInputStartsTheRepeatsAnew()
    {
        Offer(1, move: 5);
        Offer(3, move: 7);
        TakeUntil(3);

        Assert.That(Enumerable.Range(0, RepeatTicks + 1).Select(_ => Take().Move), Is.EqualTo(new[] { 7, 7, 7, 0 }));
    }

    [Test]
    public void NothingIsRepeatedBeforeTheFirstInput() => Assert.That(Take().Source, Is.EqualTo(InputSource.Neutral));

    [Test]
    public void LateInputIsNeverExecutedAsMovement()
    {
        TakeUntil(5);

        Assert.That(Offer(4, move: 9), Is.EqualTo(InputVerdict.Late));
        Assert.That(Take(), Is.EqualTo((InputSource.Neutral, 0, 0, 0)));
    }

    [Test]
    public void LatePressIsExecutedOnce()
    {
        TakeUntil(5);
        Assert.That(Offer(4, fire: 1), Is.EqualTo(InputVerdict.Late));
        Assert.That(Offer(4, fire: 1), Is.EqualTo(InputVerdict.Duplicate));

        Assert.That(new[] { Take().Fire, Take().Fire, Take().Fire }, Is.EqualTo(new[] { 1, 0, 0 }));
    }

    [Test]
    public void TwoLatePressesAreBothExecuted()
    {
        TakeUntil(5);
        Offer(3, fire: 1);
        Offer(4, fire: 1);

        Assert.That(new[] { Take().Fire, Take().Fire, Take().Fire }, Is.EqualTo(new[] { 1, 1, 0 }));
    }

    [Test]
    public void LatePressWaitsBehindThePressOfTheTickItself()
    {
        Offer(6, fire: 1);
        TakeUntil(5);
        Offer(4, fire: 1);

        Assert.That(new[] { Take().Fire, Take().Fire, Take().Fire }, Is.EqualTo(new[] { 1, 1, 0 }));
    }

    [Test]
    public void PressesAreKeptApart()
    {
        TakeUntil(5);
        Offer(3, fire: 1);
        Offer(4, use: 1);

        Assert.That(Take(), Is.EqualTo((InputSource.Neutral, 0, 1, 1)));
        Assert.That(Take(), Is.EqualTo((InputSource.Neutral, 0, 0, 0)));
    }

    [Test]
    public void ReachIsOneTickShortOfTheMaximumBothWays()
    {
        const uint Reach = InputBuffer.TicksMax - 1;
        TakeUntil(1000);

        Assert.That(Offer(1000 + Reach), Is.EqualTo(InputVerdict.Buffered));
        Assert.That(Offer(1000 + Reach + 1), Is.EqualTo(InputVerdict.TooFarAhead));
        Assert.That(Offer(1000 - Reach + 1), Is.EqualTo(InputVerdict.Late));
        Assert.That(Offer(1000 - Reach), Is.EqualTo(InputVerdict.TooOld));
        Assert.That(Offer(0), Is.EqualTo(InputVerdict.TooOld));
    }

    [Test]
    public void PressThatIsTooOldIsDropped()
    {
        TakeUntil(1000);
        Offer(1000 - InputBuffer.TicksMax, fire: 1);

        Assert.That(Take().Fire, Is.Zero);
    }

    // Their places in a ring of 128 are one.
    [Test]
    public void LateInputDoesNotPushOutOneFarAhead()
    {
        TakeUntil(1000);
        Offer(1078, move: 78);
        Offer(950, move: 50, fire: 1);

        Assert.That(buffer.Depth, Is.EqualTo(1));
        Assert.That(Offer(1078, move: 79), Is.EqualTo(InputVerdict.Duplicate));
        Assert.That(Offer(950, fire: 1), Is.EqualTo(InputVerdict.Duplicate));
        TakeUntil(1077);
        Assert.That(Take(), Is.EqualTo((InputSource.Fresh, 78, 0, 0)));
        Assert.That(buffer.Depth, Is.Zero);
    }

    [Test]
    public void InputBeforeTheFirstTickIsNotTheNewest()
    {
        TakeUntil(3);

        Assert.That(Offer(uint.MaxValue), Is.EqualTo(InputVerdict.Late));
        Assert.That(buffer.NewestReceived, Is.EqualTo(Tick.Zero));
    }

    [Test]
    public void NewestReceivedCountsLateOnesToo()
    {
        TakeUntil(10);
        Offer(8);
        Assert.That(buffer.NewestReceived, Is.EqualTo(new Tick(8)));
        Offer(7);
        Assert.That(buffer.NewestReceived, Is.EqualTo(new Tick(8)));
        Offer(20);
        Assert.That(buffer.NewestReceived, Is.EqualTo(new Tick(20)));
    }

    [Test]
    public void LastConsumedCarriesItsArrival()
    {
        Offer(2, arrival: 222);
        TakeUntil(4);

        Assert.That((buffer.LastConsumed, buffer.LastConsumedArrival, buffer.Now), Is.EqualTo((new Tick(2), 222L, new Tick(4))));
    }

    [Test]
    public void DepthCountsWhatWaits()
    {
        Offer(1);
        Offer(2);
        Offer(9);
        Assert.That(buffer.Depth, Is.EqualTo(3));
        TakeUntil(2);
        Assert.That(buffer.Depth, Is.EqualTo(1));
    }

    [Test]
    public void ForgettingDropsInputsPressesAndRepeats()
    {
        Offer(1, move: 5);
        Offer(4, move: 6);
        TakeUntil(3);
        Offer(2, fire: 1);
        buffer.Forget(new Tick(3));

        Assert.That((buffer.Depth, buffer.LastConsumed, buffer.NewestReceived), Is.EqualTo((0, Tick.Zero, new Tick(3))));
        Assert.That(Take(), Is.EqualTo((InputSource.Neutral, 0, 0, 0)));
    }

    [Test]
    public void RowsAreCopied()
    {
        int[] row = [5, 0, 0];
        buffer.Offer(new Tick(1), row, 0);
        row[0] = 9;

        Assert.That(Take().Move, Is.EqualTo(5));
    }
}
