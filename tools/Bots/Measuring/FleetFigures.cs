using GameServer.Sockets;

namespace GameServer.Tools.Bots.Measuring;

/// <summary>How all players fared in a window of time, and whether the bots themselves kept up.</summary>
public sealed record FleetFigures
{
    /// <summary>Every player's own figures.</summary>
    public required IReadOnlyList<BotFigures> Bots { get; init; }

    /// <summary>Length of the window.</summary>
    public required double Seconds { get; init; }

    /// <summary>CPU seconds of this whole process in it.</summary>
    public required double CpuSeconds { get; init; }

    /// <summary>Datagrams that came to full buffers of this process's sockets in it; 0 where the system does not tell.</summary>
    public required long KernelDrops { get; init; }

    /// <summary>Datagrams in it that came and found their bot's own queue full; there is one on the batched path alone.</summary>
    public required long QueueDrops { get; init; }

    /// <summary>Datagrams in it that the kernel did not take; 0 on the portable path, which does not tell.</summary>
    public required long SendErrors { get; init; }

    /// <summary>How the bots' datagrams travelled.</summary>
    public required TransportPath Transport { get; init; }

    /// <summary>Frames that were due.</summary>
    public required long Frames { get; init; }

    /// <summary>Frames that began more than 4 ms late, or fell away: where there are many, the bots were the limit.</summary>
    public required long LateFrames { get; init; }

    /// <summary>How late frames began.</summary>
    public required Samples FrameLateness { get; init; }

    /// <summary>Whether a tick trace told when ticks were sealed.</summary>
    public required bool IsTraced { get; init; }

    /// <summary>How many were on a seat when the window ended.</summary>
    public int Playing => Bots.Count(static bot => bot.State is Client.Sessions.ClientState.Playing);

    /// <summary>How many matches were over when the window ended: in good order, so that a player has nothing to come back for.</summary>
    public int Ended => Bots.Count(static bot => bot is { State: Client.Sessions.ClientState.Closed, Reason: Protocol.Control.GoodbyeReason.RoomEnded });

    /// <summary>From sealed to applied, all players together.</summary>
    public Samples SnapshotAge => Sum(Samples.OfTimes(digits: 2), static bot => bot.SnapshotAge);

    /// <summary>Ages of entities, all players together.</summary>
    public Samples EntityAge => Sum(Samples.OfTicks(), static bot => bot.EntityAge);

    /// <summary>Waits of inputs, all players together.</summary>
    public Samples InputWait => Sum(Samples.OfWaits(), static bot => bot.InputWait);

    /// <summary>From wrong predictions to their corrections, all players together.</summary>
    public Samples Correction => Sum(Samples.OfTimes(digits: 2), static bot => bot.Correction);

    private Samples Sum(Samples sum, Func<BotFigures, Samples> part)
    {
        foreach (var bot in Bots)
        {
            sum.Add(part(bot));
        }

        return sum;
    }
}
