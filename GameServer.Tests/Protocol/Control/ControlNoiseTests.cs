using GameServer.Protocol.Control;

namespace GameServer.Tests.Protocol.Control;

/// <summary>Random bytes by a fixed seed: nothing throws, nothing costs more memory than its own size explains.</summary>
[TestFixtureSource(typeof(ControlWire), nameof(ControlWire.Kinds))]
public sealed class ControlNoiseTests(ControlKind kind)
{
    private const int Inputs = 20_000; // for each of five kinds
    private const int Seed = 20261124;
    private const long AllocatedBytesMax = 64 * 1024;

    [Test]
    public void RandomBytesNeverThrowAndCostLittleMemory() => FeedAll(static (random, kind) =>
    {
        var bytes = new byte[random.Next(0, 256)];
        random.NextBytes(bytes);
        return bytes;
    });

    // Noise alone dies at the first byte; behind a true kind and header it reaches the fields.
    [Test]
    public void RandomFieldsNeverThrowAndCostLittleMemory() => FeedAll(static (random, kind) =>
    {
        byte[] head = ControlGolden.Of(kind).Bytes[..2];
        var bytes = new byte[random.Next(2, 128)];
        random.NextBytes(bytes);
        head.CopyTo(bytes, 0);
        return bytes;
    });

    [Test]
    public void MutatedMessageNeverThrowsAndCostsLittleMemory() => FeedAll(static (random, kind) =>
    {
        byte[] bytes = ControlGolden.Of(kind).Bytes;
        for (int i = random.Next(1, 4); i > 0; i--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes[..random.Next(bytes.Length / 2, bytes.Length + 1)];
    });

    [Test]
    public void LargestMessageWithABadLastFieldCostsLittleMemory()
    {
        byte[] config = [0xDA, 0x40, 0x00, .. Enumerable.Repeat((byte)'c', ControlLimits.ConfigBytesMax)];
        byte[] welcome = ControlGolden.Of(ControlKind.Welcome).With(8, config);
        welcome[^1] = 0xC0;
        Feed(ControlKind.Welcome, welcome);

        Assert.That(Feed(ControlKind.Welcome, welcome), Is.LessThan(AllocatedBytesMax));
    }

    private void FeedAll(Func<Random, ControlKind, byte[]> next)
    {
        var random = new Random(Seed);
        long most = 0;
        Feed(kind, [(byte)kind]); // The first exception of a process loads its text; that is not the message's cost.
        for (int i = 0; i < Inputs; i++)
        {
            byte[] bytes = next(random, kind);
            long allocated = Feed(kind, bytes);
            if (allocated <= most)
                continue;
            most = allocated;
            if (most >= AllocatedBytesMax)
                Assert.Fail($"{most} bytes allocated for input {i} of seed {Seed}: {Convert.ToHexString(bytes)}");
        }

        TestContext.Out.WriteLine($"most allocated for one input: {most} bytes");
    }

    private static long Feed(ControlKind kind, byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        object? message = ControlWire.Read(kind, bytes, out ControlRefusal refusal);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (message is null == (refusal == ControlRefusal.None))
            Assert.Fail($"{refusal} with {message}: {Convert.ToHexString(bytes)}");
        return allocated;
    }
}
