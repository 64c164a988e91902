using GameServer.Tools.Bots.Recording;
using GameServer.Tools.Bots.Tracing;

namespace GameServer.Tools.Bots.Fleet;

/// <summary>What bots read and write besides playing: when ticks were sealed, and the recording of whom is asked to make it.</summary>
internal sealed record BotNotes(TickTraceReader? Trace, MatchRecorder? Recorder, int RecordingBot)
{
    /// <summary>The recorder is one bot's alone.</summary>
    public MatchRecorder? RecorderOf(int bot) => bot == RecordingBot ? Recorder : null;
}
