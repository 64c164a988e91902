using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Inputs;

namespace GameServer.Tests.Rooms;

/// <summary>Input datagrams that no client of ours would send: nothing throws, nothing has half an effect, nothing allocates.</summary>
internal sealed class SeatHostHostileTests
{
    private const int Seed = 20261124;

    [Test]
    public void CutDatagramIsRefusedWithoutAnyEffect()
    {
        var rig = new SeatRig();
        var datagram = Full(rig);
        for (var length = 0; length < datagram.Length; length++)
        {
            AssertRefused(rig, datagram[..length], $"{length} bytes");
        }

        Assert.That(rig.Host.Counters.DatagramsMalformed, Is.EqualTo(datagram.Length));
        Assert.That(rig.Receive(datagram), Is.True, "the whole one is good");
    }

    [Test]
    public void TrailingBytesAreRefused()
    {
        var rig = new SeatRig();
        AssertRefused(rig, [.. Full(rig), 0], "a zero");
        AssertRefused(rig, [.. Full(rig), 0xFF], "ones");
        AssertRefused(rig, [.. Full(rig), .. new byte[400]], "many");
    }

    [Test]
    public void PaddingThatIsNotZeroIsRefused()
    {
        var rig = new SeatRig();
        var datagram = rig.Write(new InputHeader(3, default, null, rig.Room.Tick + 2, 0, 2), [new int[5], new int[5]]);
        datagram[^1] |= 0x80; // 137 bits are used: seven of the last byte are padding.
        AssertRefused(rig, datagram, "one bit of padding");
    }

    [Test]
    public void EveryFlippedBitIsRefusedOrHarmless()
    {
        var datagram = Full(new SeatRig());
        for (var bit = 0; bit < datagram.Length * 8; bit++)
        {
            var flipped = (byte[])datagram.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertSurvives(new SeatRig(ticks: 3), flipped);
        }
    }

    [Test]
    public void NoiseNeverThrowsAndAllocatesNothing()
    {
        var rig = new SeatRig();
        var random = new Random(Seed);
        var bytes = new byte[DatagramLimits.InputBytesMax];
        Feed(rig, random, bytes, 10_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Feed(rig, random, bytes, 100_000);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(rig.Host.Counters.DatagramsMalformed, Is.Positive);
        rig.Step(300);
    }

    [Test]
    public void MutatedDatagramsNeverThrow()
    {
        var rig = new SeatRig();
        var random = new Random(Seed);
        for (var i = 0; i < 30_000; i++)
        {
            var bytes = Full(rig);
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            AssertSurvives(rig, bytes[..random.Next(bytes.Length / 2, bytes.Length + 1)]);
            if (i % 50 == 0)
            {
                rig.Step();
            }
        }
    }

    [Test]
    public void AnswersThatNobodyAskedForHaveNoEffect()
    {
        var rig = new SeatRig();
        var random = new Random(Seed);
        var before = rig.State();
        var bytes = new byte[DatagramLimits.InputBytesMax];
        for (var i = 0; i < 50_000; i++)
        {
            var datagram = bytes.AsSpan(0, random.Next(1, i % 3 == 0 ? bytes.Length : 12));
            random.NextBytes(datagram);
            datagram[0] = (byte)((datagram[0] & ~7) | (int)DatagramKind.Answer);
            rig.Host.TryReceive(datagram, rig.Now, rig.Now);
        }

        Assert.That(rig.State(), Is.EqualTo(before));
        Assert.That(rig.Host.Counters.DatagramsMalformed, Is.InRange(40_000, 49_999), "some are answers by chance");
    }

    [Test]
    public void SnapshotSentBackToTheServerIsRefused()
    {
        var rig = new SeatRig();
        var datagram = Full(rig);
        datagram[0] = (byte)((datagram[0] & ~7) | (int)DatagramKind.Snapshot);
        AssertRefused(rig, datagram, "the wrong kind");
    }

    // 64 inputs, each different from the one before, with acks and a hash: every field of the format at work.
    private static byte[] Full(SeatRig rig) => rig.Write(
        new InputHeader(9, new AckField(0, 5), 0xABCD, rig.Room.Tick + 3, 100, InputDatagram.InputsMax),
        Enumerable.Range(0, InputDatagram.InputsMax).Select(static i => (int[])[i, -i, i / 2, i & 1, (i >> 2) & 1]));

    private static void Feed(SeatRig rig, Random random, byte[] bytes, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var datagram = bytes.AsSpan(0, random.Next(bytes.Length));
            random.NextBytes(datagram);
            if (datagram.Length > 0 && i % 4 != 0)
            {
                datagram[0] = (byte)((datagram[0] & ~7) | (int)DatagramKind.Input); // Noise alone dies at the kind.
            }

            rig.Host.TryReceive(datagram, rig.Now, rig.Now);
        }
    }

    private static void AssertRefused(SeatRig rig, byte[] datagram, string what)
    {
        var before = rig.State();
        var malformed = rig.Host.Counters.DatagramsMalformed;
        Assert.That(rig.Receive(datagram), Is.False, what);
        Assert.That(rig.State(), Is.EqualTo(before), what);
        Assert.That(rig.Host.Counters.DatagramsMalformed, Is.EqualTo(malformed + 1), what);
    }

    private static void AssertSurvives(SeatRig rig, byte[] datagram)
    {
        var before = rig.State();
        if (!rig.Receive(datagram) && rig.State() != before)
        {
            Assert.Fail($"A refused datagram had an effect: {Convert.ToHexString(datagram)}");
        }

        if (rig.Seat.Inputs.Depth > 127)
        {
            Assert.Fail($"{rig.Seat.Inputs.Depth} inputs wait after {Convert.ToHexString(datagram)}");
        }
    }
}
