using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Rooms;
using GameServer.Tools.Bots.Recording;
using GameServer.Tools.Bots.Tracing;

namespace GameServer.Tools.Bots.Fleet;

/// <summary>What bots share, and what they read and write besides playing: when ticks were sealed, and the recording of whom is asked to make it.</summary>
internal sealed class BotNotes(TickTraceReader? trace, MatchRecorder? recorder, int recordingBot)
{
    private EntityCodecs? codecs;
    private Game? first;

    public TickTraceReader? Trace => trace;

    public MatchRecorder? Recorder => recorder;

    /// <summary>
    /// What all bots read with: they play one game, and its description, too, is one for all of them: a thousand copies of it would push each other out
    /// of the processor's caches from frame to frame. Asked for by the thread that makes them.
    /// </summary>
    public EntityCodecs CodecsOf(Game game)
    {
        if (first is not null)
        {
            game.ShareDescription(first);
        }

        first ??= game;
        return codecs ??= new EntityCodecs(game);
    }

    /// <summary>The recorder is one bot's alone.</summary>
    public MatchRecorder? RecorderOf(int bot) => bot == recordingBot ? recorder : null;
}
