using GameServer.Client;
using GameServer.Simulation.Identity;
using GameServer.Tools.Simulator.Links;

namespace GameServer.Tools.Simulator.Matches;

/// <summary>One player of a simulated match: a real client, its link, its frames, and the script that presses its buttons.</summary>
internal sealed class SimulatedPlayer<TInput, TAvatar>
    where TInput : struct
    where TAvatar : struct
{
    private readonly Func<Tick, SeatId, TInput> inputs;
    private readonly Func<Tick, TInput> sample;

    public SimulatedPlayer(int index, GameClient<TInput, TAvatar> client, SimulatedLink link, Func<Tick, SeatId, TInput> inputs, double framesPerSecond, long firstFrameAt)
    {
        (Index, Client, Link, this.inputs, FrameNs, NextFrameAt) = (index, client, link, inputs, (long)(1e9 / framesPerSecond), firstFrameAt);
        sample = Sample;
    }

    public int Index { get; }

    public GameClient<TInput, TAvatar> Client { get; }

    public SimulatedLink Link { get; }

    /// <summary>Every byte between this client's link and the server, to look at or to tamper with.</summary>
    public TapTransport Tap => Link.Tap;

    public SeatId Seat => new(Client.Welcome?.Seat ?? -1);

    /// <summary>While true the client's process stands still.</summary>
    public bool IsPaused { get; set; }

    /// <summary>How much faster than the simulation's the client's own clock runs, in parts per million.</summary>
    public double ClockPpm { get; set; }

    /// <summary>The time between two frames.</summary>
    public long FrameNs { get; set; }

    /// <summary>When the next frame is due.</summary>
    public long NextFrameAt { get; private set; }

    /// <summary>Told of each input that the client asked for.</summary>
    public Action<Tick, TInput>? Sampled { get; set; }

    /// <summary>One frame, or as many as were missed, as one.</summary>
    public void Advance(long now)
    {
        var frames = 1 + ((now - NextFrameAt) / FrameNs);
        NextFrameAt += frames * FrameNs;
        Client.Advance(frames * FrameNs / 1e9 * (1 + (ClockPpm / 1e6)), sample);
    }

    private TInput Sample(Tick tick)
    {
        var input = inputs(tick, Seat);
        Sampled?.Invoke(tick, input);
        return input;
    }
}
