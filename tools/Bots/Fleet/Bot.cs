using GameServer.Client;
using GameServer.Client.Conditioning;
using GameServer.Client.Sessions;
using GameServer.Client.Transport;
using GameServer.Games.Arena;
using GameServer.Protocol.Control;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;
using GameServer.Tools.Bots.Measuring;
using GameServer.Tools.Bots.Timing;
using GameServer.Tools.Bots.Tracing;

namespace GameServer.Tools.Bots.Fleet;

/// <summary>
/// One player: a real client, the pilot that presses its buttons, the meter that notes how it fares. Knows of the server what a
/// game would know. Owned by its thread.
/// </summary>
internal sealed class Bot : IDisposable
{
    private const int FramesPerWaitSample = 16;

    private readonly BotFleetOptions options;
    private readonly TickTraceReader? trace;
    private readonly GameClient<ArenaInput, Fighter> client;
    private readonly Pilot pilot;
    private readonly Chatter chatter;
    private readonly BotMeter meter = new();
    private readonly Func<Tick, ArenaInput> sample;
    private readonly int index;
    private Welcome? welcome;
    private long lastFrame;
    private int frames;

    public Bot(BotFleetOptions options, int index, TickTraceReader? trace)
    {
        (this.options, this.index, this.trace) = (options, index, trace);
        IClientTransport transport = new LiteNetLibClientTransport();
        if (options.Profile is { } profile)
        {
            transport = new ConditionedTransport(transport, profile, Mix.Combine(options.Seed, (ulong)index));
        }

        client = new GameClient<ArenaInput, Fighter>(new Arena(), new ClientOptions { DecodesSnapshots = options.Decodes(index) }, transport);
        client.SnapshotApplied += OnSnapshotApplied;
        pilot = new Pilot(options.Seed, index);
        chatter = new Chatter(options.ChatEverySeconds, options.Seed, index);
        sample = options.Hunts ? Hunt : pilot.Sample; // Made once: a method group is an allocation per frame.
    }

    /// <summary>Whether its connection is over for good.</summary>
    public bool IsClosed => client.State == ClientState.Closed;

    private string Name => options.NameOf(index);

    /// <summary>Asks for a seat.</summary>
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

    /// <summary>One frame of a game: what came in, what was pressed, what goes out. Then the meter is read.</summary>
    public void Frame(long now, Span<Tick> scratch)
    {
        if (client.State is ClientState.Idle or ClientState.Closed)
        {
            return;
        }

        var seconds = (now - lastFrame) / 1e9;
        client.Advance(seconds, sample);
        lastFrame = now;
        TakeMessages();
        if (client.State == ClientState.Playing && client.Welcome is { } current)
        {
            BeginIfNew(current);
            Measure(current.RoomId, scratch);
            Say(seconds);
        }
    }

    /// <summary>Gives the seat back, if it has one.</summary>
    public void Leave() => client.Leave();

    public void RestartWindow() => meter.Restart(client.Stats);

    public BotFigures Figures(double seconds) => new()
    {
        Name = Name,
        Room = options.RoomOf(index),
        State = client.State,
        Reason = client.Reason,
        WasToldOfTheEnd = client.EndNotice is not null,
        Score = client.View.PredictedAvatar.Score,
        Decodes = options.Decodes(index),
        Seconds = seconds,
        Counts = meter.Counts(client.Stats),
        SnapshotAge = meter.SnapshotAge(),
        EntityAge = meter.EntityAge(),
        InputWait = meter.InputWait(),
    };

    public void Dispose() => client.Dispose();

    private ArenaInput Hunt(Tick tick) => Hunter.Hunt(pilot.Sample(tick), client.View);

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

    private void Measure(uint room, Span<Tick> scratch)
    {
        var view = client.View;
        var server = trace is null ? view.NewestTick : new Tick(trace.Newest(room));
        meter.RecordEntityAges(scratch[..view.CopyTicks(scratch)], server);
        if (frames++ % FramesPerWaitSample == 0 && view.HasAvatar)
        {
            meter.RecordInputWait(view.InputWaitMs);
        }
    }
}
