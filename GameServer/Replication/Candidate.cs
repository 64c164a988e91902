using GameServer.Protocol.Snapshots;

namespace GameServer.Replication;

/// <summary>One slot that a snapshot could tell of, in which way, and at what cost in bits.</summary>
internal readonly record struct Candidate(int Slot, RunKind Kind, int Age, TickCodes.Code Code)
{
    public bool Continues(in Candidate previous) => Slot == previous.Slot + 1 && Kind == previous.Kind && Age == previous.Age;
}
