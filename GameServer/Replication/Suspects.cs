using GameServer.Protocol.Repairs;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Worlds;

namespace GameServer.Replication;

/// <summary>Rows of slots that differ in hash, put aside as the server knows them until the client has said what it holds there. Bounded.</summary>
internal sealed class Suspects(int stride)
{
    /// <summary>How many rows one inquiry asks for.</summary>
    public const int RowsMax = 32;

    private readonly Suspect[] all = new Suspect[RowsMax];
    private readonly int[] rows = new int[RowsMax * stride];
    private int count;

    public void Clear() => count = 0;

    /// <summary>Puts a row aside, if there is room.</summary>
    public void Add(int slot, SealedTick state)
    {
        var head = state.HeadAt(slot);
        if (count == RowsMax || !head.IsPresent)
        {
            return;
        }

        state.RowAt(slot).CopyTo(RowAt(count));
        all[count++] = new Suspect(slot, state.Tick, head, IsAnswered: false);
    }

    /// <summary>Writes the names of rows that were not told of yet and returns how many.</summary>
    public int Open(Span<RowName> names)
    {
        var open = 0;
        for (var i = 0; i < count && open < names.Length; i++)
        {
            if (!all[i].IsAnswered)
            {
                names[open++] = new RowName(all[i].Slot, all[i].Tick);
            }
        }

        return open;
    }

    /// <summary>Takes what a row was asked for out of the open ones; false when nobody asked for it.</summary>
    public bool TryClose(RowName name, out EntityHead head, out ReadOnlySpan<int> row)
    {
        for (var i = 0; i < count; i++)
        {
            if (!all[i].IsAnswered && all[i].Slot == name.Slot && all[i].Tick == name.Tick)
            {
                all[i] = all[i] with { IsAnswered = true };
                head = all[i].Head;
                row = RowAt(i);
                return true;
            }
        }

        head = EntityHead.None;
        row = default;
        return false;
    }

    private Span<int> RowAt(int index) => rows.AsSpan(index * stride, stride);

    private readonly record struct Suspect(int Slot, Tick Tick, EntityHead Head, bool IsAnswered);
}
