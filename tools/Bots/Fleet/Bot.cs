using GameServer.Client;
using GameServer.Client.Conditioning;
using GameServer.Client.Sessions;
using GameServer.Client.Transport;
using GameServer.Protocol.Control;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;
using GameServer.Tools.Bots.Measuring;
using GameServer.Tools.Bots.Recording;
using GameServer.Tools.Bots.Timing;
using GameServer.Tools.Bots.Tracing;

namespace GameServer.Tools.Bots.Fleet;

/// <summary>
/// One player: a real client, the pilot that presses its buttons, the meter that notes how it fares. Knows of the server what a
/// game would know. Owned by its thread.
/// </summary>
internal sealed class Bot<TInput, TAvatar> : IBot
    where TInput : struct
    where TAvatar : struct
{
    private const int FramesPerWaitSample = 16;

    private readonly BotFleetOptions options;
    private readonly TickTraceReader? trace;
    private readonly MatchRecorder? recorder;
    private readonly Schema schema;
    private readonly GameClient<TInput, TAvatar> client;
    private readonly IPilot<TInput, TAvatar> pilot;
    private readonly Chatter chatter;
    private readonly BotMeter meter = new();
    private readonly Func<Tick, TInput> sample;
    private readonly int index;
    private readonly double clockRate;
    private readonly bool decodes;
    private Welcome? welcome;
    private long lastFrame;
    private int frames;

    public Bot(BotFleetOptions options, int index, BotNotes notes, IClientTransport transport, Game<TInput, TAvatar> game, IPilot<TInput, TAvatar> pilot)
    {
        (this.options, this.index, this.pilot) = (options, index, pilot);
        clockRate = 1 + (options.ClockPpm / 1e6 * (index % 2 == 0 ? 1 : -1));
        (trace, recorder) = (notes.Trace, notes.RecorderOf(index));
        decodes = options.Decodes(index);
        var codecs = notes.CodecsOf(game);
        schema = game.Schema;
        if (options.Profile is { } profile)
        {
            transport = new ConditionedTransport(transport, profile, Mix.Combine(options.Seed, (ulong)index));
        }

        client = new GameClient<TInput, TAvatar>(game, new ClientOptions { DecodesSnapshots = decodes, Codecs = codecs }, transport);
        client.SnapshotApplied += OnSnapshotApplied;
        chatter = new Chatter(options.ChatEverySeconds, options.Seed, index);
        sample = Sample; // Made once: a method group is an allocation per frame.
    }

    public bool IsClosed => client.State == ClientState.Closed;

    private string Name => options.NameOf(index);

    public void Connect(long now)
    {
        lastFrame = now;
        if (options.Tokens is { } tokens)
        {
            client.Connect(tokens[index], Name);
        }
        else
        {
            client.Connect(options.Host, options.PortOf(index), options.RoomOf(index), Name);
        }
    }

    public void Frame(long now, Span<Tick> scratch)
    {
        if (client.State is ClientState.Idle or ClientState.Closed)
        {
            return;
        }

        var seconds = (now - lastFrame) / 1e9 * clockRate;
        client.Advance(seconds, sample);
        lastFrame = now;
        TakeMessages();
        if (client.State == ClientState.Playing && client.Welcome is { } current)
        {
            BeginIfNew(current);
            Measure(current, scratch);
            Say(seconds);
        }
    }

    public void Leave() => client.Leave();

    public void RestartWindow() => meter.Restart(client.Stats);

    public BotFigures Figures(double seconds) => new()
    {
        Name = Name,
        Room = options.RoomOf(index),
        State = client.State,
        Reason = client.Reason,
        WasToldOfTheEnd = client.EndNotice is not null,
        Score = pilot.ScoreOf(client.View.PredictedAvatar),
        Decodes = decodes,
        Seconds = seconds,
        Counts = meter.Counts(client.Stats),
        SnapshotAge = meter.SnapshotAge(),
        EntityAge = meter.EntityAge(),
        InputWait = meter.InputWait(),
        Correction = meter.Correction(),
    };

    public void Dispose()
    {
        recorder?.Finish(schema, client.View);
        client.Dispose();
    }

    private TInput Sample(Tick tick) => pilot.Sample(tick, client.View);

    private void TakeMessages()
    {
        while (client.TryTake(out GameEvent? _))
        {
            meter.Events++;
        }

        while (client.TryTake(out Chat? _))
        {
            meter.ChatsReceived++;
        }
    }

    private void Say(double seconds)
    {
        if (chatter.After(seconds) is { } line)
        {
            client.Say(line);
            meter.ChatsSent++;
        }
    }

    private void OnSnapshotApplied(Tick tick)
    {
        if (client.Welcome is not { } current)
        {
            return;
        }

        BeginIfNew(current);
        recorder?.OnSnapshot(current, schema, client.View, tick);
        if (meter.TryCount(tick) && trace is not null && trace.TryGetSealTime(current.RoomId, tick.Number, out var sealedAt))
        {
            meter.RecordSnapshotAge(MonotonicTime.Now - sealedAt);
        }
    }

    // A new seat, or the old one on a new connection.
    private void BeginIfNew(Welcome current)
    {
        if (!ReferenceEquals(current, welcome))
        {
            welcome = current;
            pilot.Begin(current);
            meter.Begin();
        }
    }

    private void Measure(Welcome current, Span<Tick> scratch)
    {
        var view = client.View;
        if (decodes)
        {
            // Whoever only acknowledges holds nothing, and predicts nothing that could be wrong.
            var server = trace is null ? view.NewestTick : new Tick(trace.Newest(current.RoomId));
            meter.RecordCorrections(client.Stats, current.TickRate);
            meter.RecordEntityAges(scratch[..view.CopyTicks(scratch)], server);
        }

        if (frames++ % FramesPerWaitSample == 0 && view.HasAvatar)
        {
            meter.RecordInputWait(view.InputWaitMs);
        }
    }
}
