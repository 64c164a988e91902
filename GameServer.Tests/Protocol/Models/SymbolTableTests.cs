using GameServer.Protocol.Bits;
using GameServer.Protocol.Models;

namespace GameServer.Tests.Protocol.Models;

internal sealed class SymbolTableTests
{
    [Test]
    public void EverySymbolComesBackInAsManyBitsAsItSays()
    {
        var random = new Random(1);
        for (var round = 0; round < 300; round++)
        {
            var symbols = random.Next(2, 500);
            var lengths = AnyModel.Lengths(symbols, random);
            Assert.That(SymbolTable.IsComplete(lengths), Is.True);
            var table = new SymbolTable(lengths);
            for (var symbol = 0; symbol < symbols; symbol++)
            {
                var buffer = new byte[16];
                var writer = new BitWriter(buffer);
                table.Write(ref writer, symbol);
                Assert.That(writer.Position, Is.EqualTo(table.BitsOf(symbol)));
                var reader = new BitReader(buffer.AsSpan(0, writer.Finish()));
                Assert.That(table.Read(ref reader), Is.EqualTo(symbol));
                Assert.That(reader.Position, Is.EqualTo(table.BitsOf(symbol)));
            }
        }
    }

    [Test]
    public void CodeWithGapsOrOverlapsIsNotComplete()
    {
        Assert.That(SymbolTable.IsComplete([1, 2, 2]), Is.True);
        Assert.That(SymbolTable.IsComplete([1, 2, 3]), Is.False, "a string that leads nowhere");
        Assert.That(SymbolTable.IsComplete([1, 1, 2]), Is.False, "two symbols for one string");
        Assert.That(SymbolTable.IsComplete([0, 0, 0]), Is.False);
        Assert.That(SymbolTable.IsComplete([1, 1, 14]), Is.False, "too long");
    }

    [Test]
    public void ClassesCoverEveryMagnitudeOnce()
    {
        for (var magnitude = 0; magnitude < 1 << ResidualClass.BitsMax; magnitude++)
        {
            var residualClass = ResidualClass.Of((uint)magnitude);
            var offset = magnitude - ResidualClass.Smallest(residualClass);
            if (residualClass >= ResidualClass.Escape || offset < 0 || offset >> ResidualClass.RawBits(residualClass) != 0)
            {
                Assert.Fail($"{magnitude} is in class {residualClass}, {offset} above its smallest.");
            }
        }

        Assert.That(ResidualClass.Of(1u << ResidualClass.BitsMax), Is.EqualTo(ResidualClass.Escape));
    }
}
