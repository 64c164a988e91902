using GameServer.Protocol.Bits;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Repairs;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;

namespace GameServer.Replication;

/// <summary>
/// Finds out what a client holds other than it acknowledged, and has that told anew and nothing else. Both ends speak of one moment, that of the
/// ack whose hash differed. What a client answers changes its own view alone; how often it is asked is limited. Owned by the room's thread.
/// </summary>
internal sealed class Inquiry(AckTracker acks, Room room, Action<Discrepancy> found)
{
    // So many at once, and then so many a second: a client that always differs is told everything within its budget, and asked no more.
    private const int TokensMax = 8;
    private const int TokensPerSecond = 4;

    // Little enough to be told whole in a datagram or two: that need not wait for a round trip. What differs is asked all the same, to be reported.
    private const int HeadBits = 16;
    private const int BitsAtOnceMax = 2 * 8 * DatagramLimits.PayloadBytesMax;

    // Without an answer for so long, everything is told anew.
    private const double PatienceSeconds = 1;

    private readonly ushort[] hashes = new ushort[RepairBlocks.CountMax];
    private readonly SlotSet wrong = new();
    private readonly HeldRangeList then = new(new SlotSet());
    private readonly Suspects suspects = new(room.Game.Schema.Stride);
    private readonly int[] row = new int[room.Game.Schema.Stride];
    private double tokens = TokensMax;
    private Tick tokensAt = room.Tick;
    private Tick since;
    private ulong about;
    private bool isToldAtOnce;

    /// <summary>Whether the client is asked which blocks differ.</summary>
    public bool IsOpen => about != 0;

    /// <summary>Another client, or a new connection: nothing is asked any more.</summary>
    public void Forget()
    {
        about = 0;
        suspects.Clear();
    }

    /// <summary>The hash of an input datagram that has just come differs.</summary>
    public void Begin(ulong sequence)
    {
        suspects.Clear();
        about = 0;
        if (!TryTakeToken())
        {
            RepairAll();
            return;
        }

        (about, since) = (sequence, room.Tick);
        acks.CopyHeld(then);
        for (var block = 0; block < RepairBlocks.Count(then.SlotCount); block++)
        {
            hashes[block] = HashCheck.Of(acks.HashOf(RepairBlocks.First(block), RepairBlocks.End(block, then.SlotCount)));
        }

        isToldAtOnce = IsLittle();
        if (isToldAtOnce)
        {
            acks.BeginRepair(room.Tick);
        }
    }

    /// <summary>Writes what there is to ask now; false when there is nothing.</summary>
    public bool TryAsk(ref BitWriter writer)
    {
        if (room.Tick - since > PatienceSeconds * room.Settings.TickRate)
        {
            suspects.Clear();
            GiveUp();
        }

        if (IsOpen)
        {
            RepairQuestion.WriteAboutBlocks(ref writer, about);
            return true;
        }

        Span<RowName> names = stackalloc RowName[RepairQuestion.RowsMax];
        var count = suspects.Open(names);
        if (count > 0)
        {
            RepairQuestion.WriteAboutRows(ref writer, names[..count]);
        }

        return count > 0;
    }

    /// <summary>Takes in the hashes of the client's blocks. What is said of another moment than was asked about is not listened to.</summary>
    public void TakeBlocks(ref BitReader reader, ulong sequence, int count)
    {
        if (!IsOpen || sequence != about)
        {
            return;
        }

        wrong.Clear();
        var isAny = false;
        for (var block = 0; block < RepairBlocks.Count(then.SlotCount); block++)
        {
            var (first, end) = (RepairBlocks.First(block), RepairBlocks.End(block, then.SlotCount));
            if (hashes[block] != (block < count ? RepairAnswer.ReadHash(ref reader) : 0))
            {
                wrong.AddRange(first, end);
                isAny = true;
                Suspect(first, end);
            }
        }

        // None: either two hashes are alike by chance, or what differs lies beyond the slots that are known here.
        if (!isAny)
        {
            GiveUp();
            return;
        }

        (about, since) = (0, room.Tick);
        if (!isToldAtOnce)
        {
            acks.BeginRepair(room.Tick, wrong, then);
        }
    }

    /// <summary>Takes in rows. One that nobody asked for is not listened to.</summary>
    public void TakeRows(ref BitReader reader, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var name = RepairAnswer.ReadRow(ref reader, room.Tick, row, out var head);
            if (suspects.TryClose(name, out var toldHead, out var told)
                && Discrepancy.Between(room.Game.Schema, name.Tick, name.Slot, toldHead, told, head, row) is { } discrepancy)
            {
                found(discrepancy);
            }
        }
    }

    // By the columns' full widths, which is more than their codes take.
    private bool IsLittle()
    {
        var bits = 0;
        for (var slot = 0; slot < then.SlotCount && bits <= BitsAtOnceMax; slot++)
        {
            var head = then.At(slot).IsPresent ? room.History.Newest.HeadAt(slot) : EntityHead.None;
            bits += head.IsPresent ? HeadBits + room.Game.Schema.Records[head.Kind].Bits : 0;
        }

        return bits <= BitsAtOnceMax;
    }

    private void Suspect(int first, int end)
    {
        for (var slot = first; slot < end; slot++)
        {
            if (then.At(slot) is { IsPresent: true, Acked: var tick } && room.History.TryGet(tick, out var state))
            {
                suspects.Add(slot, state);
            }
        }
    }

    private void GiveUp()
    {
        if (IsOpen && !isToldAtOnce)
        {
            RepairAll();
        }

        about = 0;
    }

    private void RepairAll()
    {
        acks.Counters.RepairedWhole++;
        acks.BeginRepair(room.Tick);
    }

    private bool TryTakeToken()
    {
        tokens = Math.Min(TokensMax, tokens + ((room.Tick - tokensAt) * TokensPerSecond / (double)room.Settings.TickRate));
        tokensAt = room.Tick;
        var has = tokens >= 1;
        tokens -= has ? 1 : 0;
        return has;
    }
}
