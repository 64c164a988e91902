using GameServer.Simulation.Identity;

namespace GameServer.Tests.Simulation.Identity;

public sealed class TickTests
{
    [Test]
    public void DifferenceUndoesAddition()
    {
        var tick = new Tick(1_000);

        Assert.That((tick + 7) - tick, Is.EqualTo(7));
        Assert.That(tick - (tick + 7), Is.EqualTo(-7));
        Assert.That(tick + -7, Is.EqualTo(new Tick(993)));
    }

    [Test]
    public void OrderFollowsTheNumber()
    {
        Tick early = new(3), late = new(4_000_000_000);

        Assert.That(early < late && early <= late && late > early && late >= early, Is.True);
        Assert.That(early.CompareTo(late), Is.Negative);
        Assert.That(early <= new Tick(3) && early >= new Tick(3), Is.True);
    }

    [Test]
    public void ZeroIsTheTickBeforeTheFirst()
    {
        Assert.That(Tick.Zero, Is.EqualTo(default(Tick)));
        Assert.That(Tick.Zero + 1, Is.EqualTo(new Tick(1)));
    }

    [Test]
    public void TextIsTheBareNumber() => Assert.That(new Tick(1_234_567).ToString(), Is.EqualTo("1234567"));
}
