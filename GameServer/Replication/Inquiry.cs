using GameServer.Protocol.Bits;
using GameServer.Protocol.Repairs;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;

namespace GameServer.Replication;

/// <summary>
/// Finds out what a client holds other than it acknowledged, and has that told anew and nothing else. Asks with every snapshot until
/// hashes agree again. What a client answers changes its own view alone; how often it is asked is limited. Owned by the room's thread.
/// </summary>
internal sealed class Inquiry(AckTracker acks, Room room)
{
    // So many at once, and then one a second: a client that always differs is told everything within its budget, and asked no more.
    private const int TokensMax = 8;

    // Without a word of use for so long, everything is told anew.
    private const double PatienceSeconds = 1;

    private const double SecondsMax = 4;

    private readonly ushort[] hashes = new ushort[RepairAnswer.HashesMax];
    private readonly SentRun[] differing = new SentRun[RepairAnswer.HashesMax];
    private readonly Suspects suspects = new(room.Game.Schema.Stride);
    private readonly int[] row = new int[room.Game.Schema.Stride];
    private double tokens = TokensMax;
    private Tick tokensAt;
    private Tick openedAt;
    private Tick differsSince;
    private Tick lookedAt;
    private int blockLog2;

    /// <summary>Whether hashes differed and have not agreed since.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Told of each row that the client held otherwise.</summary>
    public Action<Discrepancy>? Found { get; set; }

    private int TickRate => room.Settings.TickRate;

    /// <summary>Another client, or a new connection: nothing is asked any more.</summary>
    public void Forget()
    {
        IsOpen = false;
        differsSince = lookedAt = Tick.Zero;
        suspects.Clear();
    }

    /// <summary>The hash of the newest ack showed that the client holds something else.</summary>
    public void Differs()
    {
        var now = room.Tick;
        if (!IsOpen)
        {
            acks.Counters.Desyncs++;
            if (!TryTakeToken(now))
            {
                RepairWhole();
                return;
            }

            IsOpen = true;
            openedAt = now;
            differsSince = Tick.Zero;
            suspects.Clear();
            blockLog2 = RepairAnswer.BlockLog2For(acks.SlotCount);
        }

        differsSince = differsSince == Tick.Zero ? now : differsSince;
        if (now - differsSince > PatienceSeconds * TickRate || now - openedAt > SecondsMax * TickRate)
        {
            RepairWhole();
            IsOpen = now - openedAt <= SecondsMax * TickRate;
        }
    }

    /// <summary>The hash of the newest ack is as it should be.</summary>
    public void Agrees()
    {
        IsOpen = false;
        differsSince = Tick.Zero;
    }

    /// <summary>Writes what there is to ask now; false when there is nothing.</summary>
    public bool TryAsk(ref BitWriter writer)
    {
        if (openedAt == Tick.Zero || room.Tick - openedAt > SecondsMax * TickRate)
        {
            return false;
        }

        Span<RowName> names = stackalloc RowName[RepairQuestion.RowsMax];
        var count = suspects.Open(names);
        if (IsOpen || count > 0)
        {
            RepairQuestion.Write(ref writer, blockLog2, names[..count]);
        }

        return IsOpen || count > 0;
    }

    /// <summary>Takes in an answer whose ack has been taken in, as the verdict says. The bits were checked before.</summary>
    public void Take(ref BitReader reader, in AnswerHeader header, AckVerdict verdict)
    {
        for (var i = 0; i < header.Hashes; i++)
        {
            hashes[i] = RepairAnswer.ReadHash(ref reader);
        }

        // Once a tick, and only of the newest ack: later ones are for the record that later acks make.
        if (IsOpen && header.Hashes > 0 && header.BlockLog2 == blockLog2 && verdict == AckVerdict.NotCompared && lookedAt < room.Tick)
        {
            lookedAt = room.Tick;
            Compare(header.Hashes);
        }

        for (var i = 0; i < header.Rows && RepairAnswer.TryReadRow(ref reader, room.Tick, out var name, out var head, row); i++)
        {
            if (suspects.TryClose(name, out var toldHead, out var told)
                && Discrepancy.Between(room.Game.Schema, name.Tick, name.Slot, toldHead, told, head, row) is { } discrepancy)
            {
                Found?.Invoke(discrepancy);
            }
        }
    }

    private void Compare(int count)
    {
        var found = 0;
        var blocks = Math.Min(RepairAnswer.HashesMax, RepairAnswer.Blocks(acks.SlotCount, blockLog2));
        for (var block = 0; block < blocks; block++)
        {
            int first = block << blockLog2, end = Math.Min(acks.SlotCount, (block + 1) << blockLog2);
            if (acks.TryHashOf(first, end, out var sum) && HashCheck.Of(sum) != (block < count ? hashes[block] : 0))
            {
                Suspect(first, end);
                differing[found++] = new SentRun((ushort)first, (ushort)(end - first), IsLeave: false);
            }
        }

        if (found > 0)
        {
            differsSince = Tick.Zero;
            acks.BeginRepair(room.Tick, differing.AsSpan(0, found));
        }
    }

    private void Suspect(int first, int end)
    {
        for (var slot = first; slot < end; slot++)
        {
            if (acks.TryAckedTick(slot, out var tick) && room.History.TryGet(tick, out var state))
            {
                suspects.Add(slot, state);
            }
        }
    }

    private void RepairWhole()
    {
        acks.Counters.RepairedWhole++;
        acks.BeginRepair(room.Tick);
        differsSince = Tick.Zero;
    }

    private bool TryTakeToken(Tick now)
    {
        tokens = Math.Min(TokensMax, tokens + ((now - tokensAt) / (double)TickRate));
        tokensAt = now;
        var has = tokens >= 1;
        tokens -= has ? 1 : 0;
        return has;
    }
}
