using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Snapshots;
using GameServer.Replication;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;

namespace GameServer.Tests.Replication;

/// <summary>
/// A tracker over a room of boulders that change with every tick, and the ack field of a client to which a test delivers what it
/// likes. What the client would hold is kept here in the plainest way: the newest delivered tick of each slot.
/// </summary>
internal sealed class AckTrackerRig
{
    private readonly Dictionary<int, (Tick Tick, bool IsPresent, ulong Hash)> held = [];
    private readonly Dictionary<ulong, (Tick Tick, SentRun[] Runs)> sent = [];
    private AckField field;
    private ulong inputs;

    public AckTrackerRig(ExactnessRules rules = ExactnessRules.All, int boulders = 40)
    {
        Room = new Room(SandboxGame.OfBoulders(boulders), new RoomSettings());
        Tracker = new AckTracker(Room.History, rules);
    }

    public Room Room { get; }

    public AckTracker Tracker { get; }

    public ReplicationCounters Counters => Tracker.Counters;

    /// <summary>One tick, and a datagram that tells of the slots as present or gone. Returns its number.</summary>
    public ulong Send(params SentRun[] runs)
    {
        Tracker.BeforeTick();
        Room.Step();
        ref var record = ref Tracker.BeginSend(Room.Tick, Room.History.Newest.SlotCount);
        SlotSet present = new(), gone = new();
        foreach (var run in runs)
        {
            (run.IsLeave ? gone : present).AddRange(run.First, run.First + run.Count);
        }

        Tracker.EndSend(ref record, present, gone, wireBytes: 0);
        sent[record.Sequence] = (record.Tick, runs);
        return record.Sequence;
    }

    public ulong Send(int first, int count = 1) => Send(new SentRun((ushort)first, (ushort)count, IsLeave: false));

    public ulong SendLeave(int slot) => Send(new SentRun((ushort)slot, 1, IsLeave: true));

    /// <summary>The client gets datagrams and applies them; no ack yet.</summary>
    public void Deliver(params ulong[] sequences)
    {
        foreach (var sequence in sequences)
        {
            field = field.With(sequence);
            var (tick, runs) = sent[sequence];
            foreach (var run in runs)
            {
                for (int slot = run.First; slot < run.First + run.Count; slot++)
                {
                    if (!held.TryGetValue(slot, out var at) || tick > at.Tick)
                    {
                        Assert.That(Room.History.TryGet(tick, out var state), Is.True, "the rig needs the history to know what was sent");
                        held[slot] = (tick, !run.IsLeave, run.IsLeave ? 0 : state.HashAt(slot));
                    }
                }
            }
        }
    }

    public Ack NextAck() => new(++inputs, field, HashCheck.Of(held.Values.Aggregate(0ul, static (sum, slot) => unchecked(sum + slot.Hash))));

    public bool Take(in Ack ack) => Tracker.TryAcknowledge(ack.Sequence, ack.Field, ack.Hash);

    /// <summary>The ack of this moment arrives. False when the tracker finds a difference.</summary>
    public bool Acknowledge() => Take(NextAck());

    public bool DeliverAndAcknowledge(params ulong[] sequences)
    {
        Deliver(sequences);
        return Acknowledge();
    }

    /// <summary>Neighbouring slots that a datagram tells of: as present, or as gone.</summary>
    internal readonly record struct SentRun(ushort First, ushort Count, bool IsLeave);

    internal readonly record struct Ack(ulong Sequence, AckField Field, ushort? Hash);
}
