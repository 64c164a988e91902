using System.Runtime.CompilerServices;
using GameServer.Protocol.Snapshots;

namespace GameServer.Replication;

/// <summary>
/// At which slots a seat's snapshot is divided into datagrams: each tells of one stretch of slots, and no two of one tick of the same. A seat keeps
/// its split for as long as it serves, so that what each datagram told of stays one range and one baseline.
/// </summary>
internal struct SlotSplit
{
    /// <summary>The most datagrams of one snapshot. An ack tells of 65, which are then those of 16 ticks.</summary>
    public const int PartsMax = 4;

    private Cuts cuts;
    private byte count;
    private byte lead;

    /// <summary>Datagrams that it makes: one, unless it was cut.</summary>
    public readonly int Parts => count + 1;

    /// <summary>The slot behind a part's stretch.</summary>
    public readonly int EndOf(int part) => part < count ? cuts[part] : Run.SlotsMax;

    /// <summary>The part that a slot is in.</summary>
    public readonly int PartOf(int slot)
    {
        var part = 0;
        while (slot >= EndOf(part))
        {
            part++;
        }

        return part;
    }

    /// <summary>The part that is sent as the first, second and so on: the leading one, and then the others in the order of their slots.</summary>
    public readonly int PartSent(int index) => index == 0 ? lead : index <= lead ? index - 1 : index;

    /// <summary>How many parts are sent before one.</summary>
    public readonly int SentBefore(int part) => part == lead ? 0 : part < lead ? part + 1 : part;

    /// <summary>Has the part go first that a slot is in.</summary>
    public void LeadWith(int slot) => lead = (byte)PartOf(slot);

    /// <summary>Divides the last part: what is in this slot and behind it makes one of its own.</summary>
    public void CutAt(int slot) => cuts[count++] = (ushort)slot;

    [InlineArray(PartsMax - 1)]
    private struct Cuts
    {
        private ushort first;
    }
}
