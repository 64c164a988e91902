using GameServer.Client.Held;
using GameServer.Protocol.Bits;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;

namespace GameServer.Tests.Protocol.Snapshots;

internal sealed class ProtocolExampleTests
{
    private static readonly EntityCodec Codec = new(ProtocolExample.Schema(), ProtocolExample.TickRate);

    [Test]
    public void EncoderWritesTheBitsOfTheExample()
    {
        Assert.That(BitText.Of(Encode(First, new Run(RunKind.Whole, 0, 1, default))), Is.EqualTo(BitText.Of(BytesOf(ProtocolExample.Whole))));
        Assert.That(BitText.Of(Encode(Second, new Run(RunKind.Delta, 0, Run.ToTheEnd, new BaselineAges(5)))), Is.EqualTo(BitText.Of(BytesOf(ProtocolExample.Delta))));
    }

    [Test]
    public void ClientReadsTheValuesOfTheExample()
    {
        var held = new HeldState(Codec.Schema.Stride, historyTicks: 12, ExactnessRules.All);
        var receiver = new SnapshotReceiver(Codec, held, new Tick(9), firstSequence: 1, decodes: true);
        Assert.That(receiver.TryApply(BytesOf(ProtocolExample.Whole)), Is.EqualTo(ApplyResult.Applied));
        Assert.That(receiver.Header, Is.EqualTo(First));
        AssertHolds(held, 10, ProtocolExample.RowAtTick10);

        Assert.That(receiver.TryApply(BytesOf(ProtocolExample.Delta)), Is.EqualTo(ApplyResult.Applied));
        Assert.That(receiver.Header, Is.EqualTo(Second));
        AssertHolds(held, 15, ProtocolExample.RowAtTick15);
    }

    [Test]
    public void PositionMovesAsTheFormulaSays()
    {
        // m = round(2^20 x 1 / 1 / 10 / 2) = 52,429: (2 + 2) x 5 x m and (-1 + 0) x 5 x m, half a step added, in steps.
        const long m = 52_429;
        Assert.That(((4 * 5 * m) + (1 << 19)) >> 20, Is.EqualTo(1));
        Assert.That(((-1 * 5 * m) + (1 << 19)) >> 20, Is.Zero);
    }

    private static SnapshotHeader First => new(1, new Tick(10), ConsumedAge: 0, ReceivedAhead: 2, WaitMs: 5);

    private static SnapshotHeader Second => new(2, new Tick(15), ConsumedAge: 1, ReceivedAhead: -1, WaitMs: SnapshotHeader.WaitUnknown);

    private static byte[] BytesOf((string Field, string Bits)[] fields) => BitText.Bytes(fields.Select(static f => f.Bits));

    private static byte[] Encode(in SnapshotHeader header, in Run run)
    {
        var buffer = new byte[64];
        var writer = new BitWriter(buffer);
        header.Write(ref writer);
        run.Write(ref writer, 0, default);
        if (run.Kind == RunKind.Whole)
        {
            Codec.WriteWhole(ref writer, ProtocolExample.Head, ProtocolExample.RowAtTick10);
        }
        else
        {
            Codec.WriteDelta(ref writer, 0, new BaselineRows(run.Ages, ProtocolExample.RowAtTick10), ProtocolExample.RowAtTick15);
        }

        writer.Write(false);
        return buffer[..writer.Finish()];
    }

    private static void AssertHolds(HeldState held, uint tick, int[] expected)
    {
        Assert.That(held.TryGetNewest(0, out var newest, out var head, out var row), Is.True);
        Assert.That(newest, Is.EqualTo(new Tick(tick)));
        Assert.That(head, Is.EqualTo(ProtocolExample.Head));
        Assert.That(row.ToArray(), Is.EqualTo(expected));
    }
}
