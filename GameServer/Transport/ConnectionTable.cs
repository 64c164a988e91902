using System.Diagnostics.CodeAnalysis;
using GameServer.Sockets;
using LiteNetLib;

namespace GameServer.Transport;

/// <summary>
/// The places of a transport's connections, made once. A place is rented at accept and released only after its end has been
/// reported, with a new generation for the next tenant. Owned by the shard's thread.
/// </summary>
internal sealed class ConnectionTable
{
    private readonly ConnectionSlot[] slots;
    private readonly Queue<int> free;
    private readonly Dictionary<SocketName, ConnectionSlot> byName;

    internal ConnectionTable(int capacity)
    {
        slots = new ConnectionSlot[capacity];
        free = new Queue<int>(capacity);
        byName = new Dictionary<SocketName, ConnectionSlot>(capacity);
        for (var index = 0; index < capacity; index++)
        {
            slots[index] = new ConnectionSlot(index);
            free.Enqueue(index);
        }
    }

    internal bool IsFull => free.Count == 0;

    /// <summary>The place of a live connection, or null when the id names a past one.</summary>
    internal ConnectionSlot? Find(ConnectionId id)
    {
        if ((uint)id.Index >= (uint)slots.Length)
        {
            return null;
        }

        var slot = slots[id.Index];
        return slot.Id.Generation == id.Generation && slot.Peer is not null ? slot : null;
    }

    /// <summary>The live connection of an address.</summary>
    internal bool TryFind(in SocketName name, [NotNullWhen(true)] out ConnectionSlot? slot) => byName.TryGetValue(name, out slot);

    internal ConnectionSlot Rent(LiteNetPeer peer)
    {
        var slot = slots[free.Dequeue()];
        slot.Begin(peer);
        byName.Add(slot.Name, slot);
        return slot;
    }

    /// <summary>Parts a place from its tenant; it is not free before <see cref="Release"/>.</summary>
    internal void End(ConnectionSlot slot)
    {
        if (slot.Peer is not null)
        {
            byName.Remove(slot.Name);
            slot.End();
        }
    }

    internal void Release(ConnectionSlot slot) => free.Enqueue(slot.Id.Index);
}
