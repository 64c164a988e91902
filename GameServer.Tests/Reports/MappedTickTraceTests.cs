using System.Buffers.Binary;
using GameServer.Reports;
using GameServer.Simulation.Identity;

namespace GameServer.Tests.Reports;

/// <summary>The bytes, as a reader in another language would find them. Numbers are written out: they are the contract.</summary>
internal sealed class MappedTickTraceTests
{
    private const int BlockBytes = 64 + (256 * 16);
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
        Assert.That(bytes[..8], Is.EqualTo("GSTRACE1"u8.ToArray()));
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
        Assert.That((Number(block, 64 + (44 * 16)), Number(block, 64 + (44 * 16) + 8)), Is.EqualTo((300L, 1300L)), "44 was overwritten");
        Assert.That((Number(block, 64 + (45 * 16)), Number(block, 64 + (45 * 16) + 8)), Is.EqualTo((45L, 1045L)), "45 is the oldest");
    }

    [Test]
    public void SealingAllocatesNothing()
    {
        using var trace = MappedTickTrace.Create(path);
        trace.Sealed(1, new Tick(1), 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var tick = 2u; tick < 1000; tick++)
        {
            trace.Sealed(1, new Tick(tick), tick);
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
