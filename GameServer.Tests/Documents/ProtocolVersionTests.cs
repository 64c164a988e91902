using System.Globalization;
using System.Text.RegularExpressions;
using GameServer.Protocol.Control;
using GameServer.Tests.Repository;

namespace GameServer.Tests.Documents;

internal sealed partial class ProtocolVersionTests
{
    [TestCase("PROTOCOL.md", TestName = "PROTOCOL.md speaks of the version that is spoken")]
    [TestCase("CHANGELOG.md", TestName = "CHANGELOG.md speaks of the version that is spoken")]
    public void DocumentSpeaksOfTheVersionThatIsSpoken(string document)
    {
        var said = Version().Matches(File.ReadAllText(Path.Combine(SourceTree.Root, document))).Select(static m => ushort.Parse(m.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture));
        Assert.That(said.First(), Is.EqualTo(ProtocolVersion.Current));
    }

    [GeneratedRegex(@"(?:^Version|Protocol version) (\d+)\.", RegexOptions.Multiline)]
    private static partial Regex Version();
}
