namespace GameServer.Tests.Replication.SmallState;

/// <summary>That the client's check is needed, and is enough, in every state of a small model. A ring longer than the window of acks is neither.</summary>
internal sealed class AckModelTests
{
    [TestCase(2, 4, 10_000)]
    [TestCase(3, 4, 10_000)]
    public void NoRowIsEverWrongWhenBaselinesAreChecked(int window, int ticks, int statesMin)
    {
        var model = new AckModel(window, ticks, checksBaselines: true);
        var path = model.FindWrongRow();
        TestContext.Out.WriteLine($"{model.States} states");
        Assert.That(path, Is.Null, path);
        Assert.That(model.States, Is.GreaterThan(statesMin));
    }

    [TestCase(2, 4)]
    [TestCase(3, 5)]
    public void ARowIsWrongWhenTheyAreNot(int window, int ticks)
    {
        var path = new AckModel(window, ticks, checksBaselines: false).FindWrongRow();
        TestContext.Out.WriteLine(path);
        Assert.That(path, Does.EndWith("a row is wrong"));
    }
}
