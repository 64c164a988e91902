using GameServer.Protocol.Bits;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;

namespace GameServer.Client.Held;

/// <summary>
/// Takes in snapshot datagrams: decodes, checks every baseline, and only then applies and acknowledges. Total: no bytes make it
/// throw. Owned by the client's thread.
/// </summary>
internal sealed class SnapshotReceiver
{
    private readonly EntityCodec codec;
    private readonly HeldState held;
    private readonly StagedTick staged;
    private readonly DeltaRunDecoder deltas;
    private readonly bool decodes;
    private readonly ulong firstSequence;
    private ulong around;

    public SnapshotReceiver(EntityCodec codec, HeldState held, Tick tick, ulong firstSequence, bool decodes)
    {
        (this.codec, this.held, this.firstSequence, this.decodes) = (codec, held, firstSequence, decodes);
        staged = new StagedTick(codec.Schema.Stride);
        deltas = new DeltaRunDecoder(codec, held, staged);
        Newest = tick;
        around = firstSequence;
    }

    /// <summary>What the next ack says.</summary>
    public AckField Ack { get; private set; }

    /// <summary>The newest tick that anything was received of.</summary>
    public Tick Newest { get; private set; }

    /// <summary>The header of the datagram applied last.</summary>
    public SnapshotHeader Header { get; private set; }

    /// <summary>Entities of the datagram applied last whose state was news.</summary>
    public int FreshEntities { get; private set; }

    public ApplyResult TryApply(ReadOnlySpan<byte> datagram)
    {
        var reader = new BitReader(datagram);
        if (!DatagramKinds.TryRead(ref reader, out var kind) || kind != DatagramKind.Snapshot || !SnapshotHeader.TryRead(ref reader, around, Newest, out var header))
        {
            return ApplyResult.Malformed;
        }

        var result = Judge(header);
        if (result == ApplyResult.Applied && decodes)
        {
            result = Decode(ref reader, header.Tick);
        }

        if (result == ApplyResult.Applied)
        {
            Commit(header);
        }

        return result;
    }

    private ApplyResult Judge(in SnapshotHeader header)
    {
        if (Ack.Has(header.Sequence))
        {
            return ApplyResult.Duplicate;
        }

        var isUnreportable = header.Sequence + AckField.Window <= Ack.Newest;
        return header.Sequence < firstSequence || isUnreportable || Newest - header.Tick >= held.HistoryTicks ? ApplyResult.TooOld : ApplyResult.Applied;
    }

    private ApplyResult Decode(ref BitReader reader, Tick tick)
    {
        staged.Begin(tick, held.SlotCount);
        var end = 0;
        var ages = default(BaselineAges);
        while (reader.ReadBit())
        {
            if (!Run.TryRead(ref reader, end, ages, out var run))
            {
                return ApplyResult.Malformed;
            }

            var result = run.Kind == RunKind.Delta ? deltas.Decode(ref reader, run, tick) : DecodeNew(ref reader, run);
            if (result != ApplyResult.Applied)
            {
                return result;
            }

            end = staged.End;
            ages = run.Kind == RunKind.Delta ? run.Ages : ages;
        }

        return reader.IsAtEnd() ? ApplyResult.Applied : ApplyResult.Malformed;
    }

    private ApplyResult DecodeNew(ref BitReader reader, in Run run)
    {
        for (var slot = run.First; slot < run.End; slot++)
        {
            if (run.Kind == RunKind.Leave)
            {
                staged.Leave(slot);
                continue;
            }

            if (!codec.TryReadWhole(ref reader, staged.Tell(slot), out var head))
            {
                return ApplyResult.Malformed;
            }

            staged.Place.Name(slot, head);
        }

        return ApplyResult.Applied;
    }

    private void Commit(in SnapshotHeader header)
    {
        FreshEntities = decodes ? held.TakeIn(staged) : 0;
        Ack = Ack.With(header.Sequence);
        around = Ack.Newest;
        Newest = header.Tick > Newest ? header.Tick : Newest;
        Header = header;
    }
}
