using GameServer.Simulation.Identity;
using GameServer.Tools.Bots.Measuring;

namespace GameServer.Tools.Bots.Fleet;

/// <summary>A bot without the types of the game that it plays. Owned by its thread.</summary>
internal interface IBot : IDisposable
{
    /// <summary>Whether its connection is over for good.</summary>
    bool IsClosed { get; }

    /// <summary>Asks for a seat.</summary>
    void Connect(long now);

    /// <summary>One frame of a game: what came in, what was pressed, what goes out. Then the meter is read.</summary>
    void Frame(long now, Span<Tick> scratch);

    /// <summary>Gives the seat back, if it has one.</summary>
    void Leave();

    /// <summary>Begins a window: what was before does not count.</summary>
    void RestartWindow();

    /// <summary>How it fared in the window so far.</summary>
    BotFigures Figures(double seconds);
}
