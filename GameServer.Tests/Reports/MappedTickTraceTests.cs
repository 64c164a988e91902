using System.Buffers.Binary;
using GameServer.Reports;
using GameServer.Simulation.Identity;

namespace GameServer.Tests.Reports;

/// <summary>The bytes, as a reader in another language would find them. Numbers are written out: they are the contract.</summary>
internal sealed class MappedTickTraceTests
{
    private const int BlockBytes = 64 + (256 * EntryBytes);
    private const int EntryBytes = 40;
    private string path = "";

    [SetUp]
    public void NamePath() => path = Path.Combine(Path.GetTempPath(), $"trace-{Guid.NewGuid():N}");

    [TearDown]
    public void DeleteFile() => File.Delete(path);

    [Test]
    public void FileHasRoomForEveryRoomAndNothingSealed()
    {
        using (MappedTickTrace.Create(path))
        {
        }

        var bytes = File.ReadAllBytes(path);
        Assert.That(bytes, Has.Length.EqualTo(64 + (1024 * BlockBytes)));
        Assert.That(bytes[..8], Is.EqualTo("GSTRACE2"u8.ToArray()));
        Assert.That(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8)), Is.EqualTo(1024));
        Assert.That(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(12)), Is.EqualTo(256));
        Assert.That(bytes[64..].All(static b => b == 0), Is.True);
    }

    [Test]
    public void TickOverwritesTheOneARingEarlier()
    {
        using (var trace = MappedTickTrace.Create(path))
        {
            for (var tick = 1u; tick <= 300; tick++)
            {
                trace.Sealed(1027, new Tick(tick), 1000 + tick);
            }
        }

        var block = File.ReadAllBytes(path).AsSpan(64 + (3 * BlockBytes), BlockBytes);
        Assert.That(Number(block, 0), Is.EqualTo(300), "newest");
        Assert.That(Number(block, 8), Is.EqualTo(1027), "room");
        Assert.That((Number(block, 64 + (44 * EntryBytes)), Number(block, 64 + (44 * EntryBytes) + 8)), Is.EqualTo((300L, 1300L)), "44 was overwritten");
        Assert.That((Number(block, 64 + (45 * EntryBytes)), Number(block, 64 + (45 * EntryBytes) + 8)), Is.EqualTo((45L, 1045L)), "45 is the oldest");
    }

    [Test]
    public void EndOfATickStandsBesideItsSeal()
    {
        using (var trace = MappedTickTrace.Create(path))
        {
            trace.Sealed(3, new Tick(7), 100);
            trace.Ended(3, new Tick(7), due: 90, begun: 95, ended: 120);
            trace.Sealed(3, new Tick(8), 200);
        }

        var block = File.ReadAllBytes(path).AsSpan(64 + (3 * BlockBytes), BlockBytes);
        var entry = block[(64 + (7 * EntryBytes))..];
        Assert.That((Number(entry, 0), Number(entry, 8), Number(entry, 16), Number(entry, 24), Number(entry, 32)), Is.EqualTo((7L, 100L, 90L, 95L, 120L)));
        Assert.That(Number(block, 64 + (8 * EntryBytes) + 32), Is.Zero, "has not ended");
    }

    [Test]
    public void SealingAllocatesNothing()
    {
        using var trace = MappedTickTrace.Create(path);
        trace.Sealed(1, new Tick(1), 1);
        trace.Ended(1, new Tick(1), 1, 1, 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var tick = 2u; tick < 1000; tick++)
        {
            trace.Sealed(1, new Tick(tick), tick);
            trace.Ended(1, new Tick(tick), tick, tick, tick);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [Test]
    public void EarlierTraceOfTheSameNameIsEmptied()
    {
        using (var trace = MappedTickTrace.Create(path))
        {
            trace.Sealed(5, new Tick(9), 9);
        }

        using (MappedTickTrace.Create(path))
        {
        }

        Assert.That(File.ReadAllBytes(path)[64..].All(static b => b == 0), Is.True);
    }

    private static long Number(ReadOnlySpan<byte> block, int offset) => BinaryPrimitives.ReadInt64LittleEndian(block[offset..]);
}
