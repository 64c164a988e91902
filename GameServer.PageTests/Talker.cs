using GameServer.Client;
using GameServer.Client.Sessions;
using GameServer.Games.Arena;
using GameServer.Timing;

namespace GameServer.PageTests;

/// <summary>A player who says one line as soon as there is a seat, and stays until disposed. On a thread of its own.</summary>
internal sealed class Talker : IDisposable
{
    private const double FrameSeconds = 1 / 60.0;
    private const int FramesMax = 60 * 60;
    private const int LeaveFrames = 10;

    private readonly Task playing;
    private volatile bool isOver;

    public Talker(int port, string room, string name, string line) =>
        playing = Task.Factory.StartNew(() => Play(port, room, name, line), TaskCreationOptions.LongRunning);

    public void Dispose()
    {
        isOver = true;
        playing.Wait();
    }

    private void Play(int port, string room, string name, string line)
    {
        using var client = new GameClient<ArenaInput, Fighter>(new Arena());
        client.Connect("127.0.0.1", port, room, name);
        Advance(client, () => isOver || client.State == ClientState.Playing);
        if (client.State == ClientState.Playing)
        {
            client.Say(line);
            Advance(client, () => isOver);
            client.Leave();
        }

        // Until the server knows: a seat that was given back is not kept for the next test to see.
        var frames = 0;
        Advance(client, () => client.State == ClientState.Closed && ++frames > LeaveFrames);
    }

    private static void Advance(GameClient<ArenaInput, Fighter> client, Func<bool> isDone)
    {
        var clock = new StopwatchClock();
        var waiter = new PortableWaiter(clock);
        var begin = clock.Now;
        for (var frame = 1; frame < FramesMax && !isDone(); frame++)
        {
            waiter.WaitUntil(begin + (long)(frame * FrameSeconds * 1e9));
            client.Advance(FrameSeconds, static _ => new ArenaInput { MoveX = 1 });
        }
    }
}
