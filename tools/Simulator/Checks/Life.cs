using GameServer.Simulation.Identity;
using GameServer.Transport;

namespace GameServer.Tools.Simulator.Checks;

/// <summary>One player as the checkers follow it, from one welcome to the next.</summary>
internal sealed class Life(int index, int inputWidth, int stride, int edges)
{
    public const int Ring = 256;

    public int Index { get; } = index;

    public InputLedger Ledger { get; } = new(inputWidth);

    /// <summary>The match object that it is of: another one is another life.</summary>
    public object? Match { get; set; }

    /// <summary>The server's name for the connection that it is of.</summary>
    public ConnectionId? Connection { get; set; }

    public SeatId Seat { get; set; }

    /// <summary>The seat's input of the tick before.</summary>
    public int[] LastRow { get; } = new int[inputWidth];

    public bool HasLastRow { get; set; }

    public Tick LastConsumed { get; set; }

    /// <summary>Per press column, how many reached the server, how many of those in time to be of use, and how many were executed.</summary>
    public int[] Arrived { get; } = new int[edges];

    public int[] InReach { get; } = new int[edges];

    public int[] Executed { get; } = new int[edges];

    /// <summary>Inputs that the server had refused when this life began.</summary>
    public long RefusedBefore { get; set; }

    /// <summary>The newest tick held of each slot.</summary>
    public Tick[] NewestHeld { get; set; } = [];

    /// <summary>Ticks in which something else than its own input in time had a part.</summary>
    public bool[] IsDisturbed { get; } = new bool[Ring];

    /// <summary>Up to here predictions stand on a replay that was cut, and may be wrong.</summary>
    public Tick CutUntil { get; set; }

    public long ReplaysCut { get; set; }

    public Tick Confirmed { get; set; }

    public long PredictionsChecked { get; set; }

    public long Corrections { get; set; }

    /// <summary>Until when what it holds may be wrong, since its memory was made so.</summary>
    public long ExcusedUntil { get; set; }

    /// <summary>What its seat saw a second before the end.</summary>
    public bool[] Seen { get; set; } = [];

    public int AvatarSlot { get; set; } = -1;

    public int OwnerSlot { get; set; } = -1;

    /// <summary>What was predicted when the frame began, by tick.</summary>
    public int[] Predicted { get; } = new int[Ring * stride * 2];

    /// <summary>Inputs that were missing in the calm, and the last of them.</summary>
    public long CalmMisses { get; set; }

    public Tick LastMiss { get; set; }

    public void Begin(object? match, ConnectionId? connection, SeatId seat, long refused)
    {
        (Match, Connection, Seat, RefusedBefore) = (match, connection, seat, refused);
        HasLastRow = false;
        LastConsumed = Confirmed = CutUntil = Tick.Zero;
        AvatarSlot = OwnerSlot = -1;
        Array.Clear(Arrived);
        Array.Clear(InReach);
        Array.Clear(Executed);
        Array.Clear(NewestHeld);
        Array.Fill(IsDisturbed, true);
        Ledger.Begin();
    }
}
