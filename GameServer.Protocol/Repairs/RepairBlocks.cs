namespace GameServer.Protocol.Repairs;

/// <summary>Slots are compared in blocks of neighbours; the last block takes in all that are left, so that the hashes of all fit into one datagram.</summary>
public static class RepairBlocks
{
    /// <summary>Slots of a block that is not the last.</summary>
    public const int Slots = 8;

    /// <summary>The most blocks.</summary>
    public const int CountMax = 224;

    /// <summary>How many blocks so many slots have.</summary>
    public static int Count(int slots) => Math.Min(CountMax, (slots + Slots - 1) / Slots);

    /// <summary>First slot of a block.</summary>
    public static int First(int block) => block * Slots;

    /// <summary>First slot behind a block of so many slots in all.</summary>
    public static int End(int block, int slots) => block == CountMax - 1 ? slots : Math.Min(slots, (block + 1) * Slots);
}
