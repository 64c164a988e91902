using System.Runtime.InteropServices;
using GameServer.Benchmarks.Peers;
using GameServer.Benchmarks.Processes;

namespace GameServer.Tests.Benchmarks.Peers;

internal sealed class RowTests
{
    private static readonly double[] TwoRows = [3, 65_535, 8_999_999_999_999_999, 4, 0, 1];

    [Test]
    public void NumbersComeBackAsRows() =>
        Assert.That(Row.Parse(MemoryMarshal.AsBytes<double>(TwoRows)), Is.EqualTo(new[] { new Row(3, 65_535, 8_999_999_999_999_999), new Row(4, 0, 1) }));

    [TestCase(23)]
    [TestCase(40)]
    public void HalfARowIsRefused(int length)
    {
        var bytes = MemoryMarshal.AsBytes<double>(TwoRows)[..length].ToArray();
        Assert.That(() => Row.Parse(bytes), Throws.TypeOf<ScenarioException>());
    }
}
