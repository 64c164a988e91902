using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Rooms;
using GameServer.Tools.Bots.Recording;
using GameServer.Tools.Bots.Tracing;

namespace GameServer.Tools.Bots.Fleet;

/// <summary>What bots share, and what they read and write besides playing: when ticks were sealed, and the recording of whom is asked to make it.</summary>
internal sealed class BotNotes(TickTraceReader? trace, MatchRecorder? recorder, int recordingBot)
{
    private EntityCodecs? codecs;

    public TickTraceReader? Trace => trace;

    public MatchRecorder? Recorder => recorder;

    /// <summary>What all bots read with: they play one game. Asked for by the thread that makes them.</summary>
    public EntityCodecs CodecsOf(Game game) => codecs ??= new EntityCodecs(game);

    /// <summary>The recorder is one bot's alone.</summary>
    public MatchRecorder? RecorderOf(int bot) => bot == recordingBot ? recorder : null;
}
