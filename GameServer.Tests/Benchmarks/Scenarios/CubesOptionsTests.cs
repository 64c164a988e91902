using GameServer.Benchmarks.Scenarios;

namespace GameServer.Tests.Benchmarks.Scenarios;

internal sealed class CubesOptionsTests
{
    private static readonly CubesOptions Fine = new() { Data = typeof(CubesOptionsTests).Assembly.Location };

    [Test]
    public void BaselineIsSixTicksOldAndTheModelIsUsed()
    {
        Assert.That(Fine.Problem, Is.Empty);
        Assert.That((Fine.BaselineAges.Single(), Fine.BuiltIn, Fine.Compare, Fine.Plot), Is.EqualTo((6, false, false, (string?)null)));
    }

    [TestCase("6", 6)]
    [TestCase("1,2,24", 1, 2, 24)]
    [TestCase("")]
    [TestCase("1,")]
    [TestCase("six")]
    [TestCase("-1")]
    [TestCase("1, 2")]
    public void AgesAreNumbersWithCommasBetweenThem(string text, params int[] ages) => Assert.That(CubesOptions.AgesIn(text), Is.EqualTo(ages));

    [TestCase(0)]
    [TestCase(72)]
    public void AgesBeyondTheHistoryAreRefused(int age) => Assert.That((Fine with { BaselineAges = [6, age] }).Problem, Does.StartWith("--baseline-age must be 1 to 71"));

    [Test]
    public void ComplaintsNameTheOption()
    {
        Assert.That(new CubesOptions().Problem, Does.StartWith("--data FILE is needed"));
        Assert.That((Fine with { Data = "/no/such/file" }).Problem, Is.EqualTo("There is no file /no/such/file."));
        Assert.That((Fine with { Plot = "ages.svg" }).Problem, Does.StartWith("--plot draws several ages"));
        Assert.That((Fine with { Plot = "/no/such/folder/ages.svg", BaselineAges = [1, 2] }).Problem, Is.EqualTo("The file /no/such/folder/ages.svg cannot be written."));
    }
}
