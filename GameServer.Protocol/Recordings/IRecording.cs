using GameServer.Simulation.Identity;

namespace GameServer.Protocol.Recordings;

/// <summary>Sealed rows of consecutive ticks: what a model is trained and measured on.</summary>
public interface IRecording
{
    /// <summary>How many ticks there are.</summary>
    int Ticks { get; }

    /// <summary>How many slots a tick has.</summary>
    int Slots(int tick);

    /// <summary>Who stands in a slot, or nobody.</summary>
    EntityHead HeadAt(int tick, int slot);

    /// <summary>The row of a slot.</summary>
    ReadOnlySpan<int> RowAt(int tick, int slot);
}
