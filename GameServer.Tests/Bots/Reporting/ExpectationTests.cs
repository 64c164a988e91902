using System.Text.Json.Nodes;
using GameServer.Tools.Bots.Reporting;

namespace GameServer.Tests.Bots.Reporting;

internal sealed class ExpectationTests
{
    private static readonly JsonObject Report = (JsonObject)JsonNode.Parse("""{"age":{"p99":41.5},"count":3,"held":true,"none":null,"worst":[{"rate":59}]}""")!;

    [TestCase("age.p99<100", ExpectedResult = true)]
    [TestCase("age.p99 > 41", ExpectedResult = true)]
    [TestCase("age.p99<=41.5", ExpectedResult = true)]
    [TestCase("age.p99>=42", ExpectedResult = false)]
    [TestCase("count==3", ExpectedResult = true)]
    [TestCase("count<3", ExpectedResult = false)]
    [TestCase("count>-1e3", ExpectedResult = true)]
    [TestCase("held==true", ExpectedResult = true)]
    [TestCase("held==false", ExpectedResult = false)]
    [TestCase("worst.0.rate>=59", ExpectedResult = true)]
    public bool ComparesANumberOfTheReport(string text) => Parse(text).FailureIn(Report) is null;

    [TestCase("none<1")]
    [TestCase("age<1")]
    [TestCase("age.p50<1")]
    [TestCase("worst.1.rate<1")]
    [TestCase("age.p99.x<1")]
    public void WhatWasNotMeasuredFails(string text) => Assert.That(Parse(text).FailureIn(Report), Does.EndWith("not measured"));

    [Test]
    public void AFailureSaysWhatWasExpectedAndWhatIs() =>
        Assert.That(Parse("age.p99<40").FailureIn(Report), Is.EqualTo("expected age.p99 < 40: it is 41.5"));

    [TestCase("")]
    [TestCase("age.p99")]
    [TestCase("<5")]
    [TestCase("age.p99<")]
    [TestCase("age.p99<much")]
    [TestCase("age.p99=<5")]
    [TestCase("age.p99<NaN")]
    [TestCase("age.p99<Infinity")]
    public void WhatIsNoExpectationIsRefused(string text) => Assert.That(Expectation.TryParse(text, out _), Is.False);

    [TestCase("age.p99<1", ExpectedResult = true)]
    [TestCase("none<1", ExpectedResult = true)]
    [TestCase("age.p98<1", ExpectedResult = false)]
    public bool KnowsWhetherAReportSpeaksOfIt(string text) => Parse(text).IsAbout(Report);

    private static Expectation Parse(string text) =>
        Expectation.TryParse(text, out var expectation) ? expectation : throw new AssertionException($"{text} is refused.");
}
