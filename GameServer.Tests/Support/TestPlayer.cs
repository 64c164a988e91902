using GameServer.Client;
using GameServer.Client.Conditioning;
using GameServer.Simulation.Identity;

namespace GameServer.Tests.Support;

/// <summary>One player of a test match: a real client and the script that presses its buttons.</summary>
internal sealed class TestPlayer<TInput, TAvatar>(GameClient<TInput, TAvatar> client, TapTransport tap, ConditionedTransport? link, Func<Tick, SeatId, TInput> inputs, double framesPerSecond, long firstFrameAt)
    where TInput : struct
    where TAvatar : struct
{
    private readonly long frame = (long)(1e9 / framesPerSecond);
    private readonly long begin = firstFrameAt - (long)(1e9 / framesPerSecond);
    private long nextFrameAt = firstFrameAt;

    public GameClient<TInput, TAvatar> Client { get; } = client;

    /// <summary>Every byte between this client's link and the server, to look at or to tamper with.</summary>
    public TapTransport Tap { get; } = tap;

    public SeatId Seat => new(Client.Welcome?.Seat ?? -1);

    /// <summary>While true the client's process stands still.</summary>
    public bool IsPaused { get; set; }

    /// <summary>A network does not wait for its client's next frame.</summary>
    public void CarryDatagrams(long now)
    {
        var seconds = (now - begin) / 1e9;
        link?.Depart(seconds);
        link?.TakeIn(seconds);
    }

    public void AdvanceIfDue(long now)
    {
        if (now < nextFrameAt || IsPaused)
        {
            return;
        }

        var frames = 1 + ((now - nextFrameAt) / frame);
        nextFrameAt += frames * frame;
        Client.Advance(frames * frame / 1e9, tick => inputs(tick, Seat));
    }
}
