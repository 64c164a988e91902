using GameServer.Client.Sessions;
using GameServer.Client.Stats;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Tools.Simulator.Games;
using GameServer.Tools.Simulator.Matches;

namespace GameServer.Tools.Simulator.Checks;

/// <summary>Every checker at work on one match, from its first moment to its last.</summary>
internal sealed class Audit<TInput, TAvatar>
    where TInput : struct
    where TAvatar : struct
{
    private const int TicksPerBoundsCheck = 30;
    private const int StaleTicks = 40;
    private const long ExcuseNs = 1_000_000_000;

    private readonly SimulatedMatch<TInput, TAvatar> match;
    private readonly Game<TInput, TAvatar> game;
    private readonly InputCheck inputs;
    private readonly HeldCheck held;
    private readonly Oracle<TInput, TAvatar> oracle;
    private readonly PredictionCheck<TInput, TAvatar> predictions;
    private readonly BoundsCheck bounds;
    private readonly CalmCheck calm;
    private readonly List<Life> lives = [];
    private readonly long settledAt;
    private long desyncs;
    private bool isNearEnd;

    /// <param name="match">Without a player yet.</param>
    /// <param name="play">What is played.</param>
    /// <param name="tickRate">Of the match.</param>
    /// <param name="settledAt">When everybody must play well again, in nanoseconds; the last moment when never.</param>
    public Audit(SimulatedMatch<TInput, TAvatar> match, Play<TInput, TAvatar> play, int tickRate, long settledAt)
    {
        (this.match, this.settledAt) = (match, settledAt);
        Findings = new Findings(() => match.Seconds - 1);
        game = play.Make();
        game.Configure(play.Config);
        var tickNs = 1_000_000_000L / tickRate;
        inputs = new InputCheck(game.Schema.Input, Findings, tickNs);
        held = new HeldCheck(game, play.IsHidden, Findings);
        oracle = new Oracle<TInput, TAvatar>(game, tickRate);
        predictions = new PredictionCheck<TInput, TAvatar>(Findings, game.Schema.Stride);
        bounds = new BoundsCheck(Findings);
        calm = new CalmCheck(Findings, tickRate);
        match.PlayerAdded += Follow;
        match.TickSealed = OnTick;
        match.PlayerAdvances = OnFrame;
    }

    public Findings Findings { get; }

    /// <summary>A client's memory has gone bad; a second later it must be as if it never had.</summary>
    public void Excuse(int player) => lives[player].ExcusedUntil = match.Now + ExcuseNs;

    /// <summary>The match is over in a second.</summary>
    public void NearEnd() => isNearEnd = true;

    /// <summary>The match is over: what must have happened by now has.</summary>
    public void End(bool isCalm)
    {
        if (!match.Rooms.TryGet(SimulatedMatch<TInput, TAvatar>.RoomName, out var room))
        {
            Findings.Add("liveness", -1, "the room is gone");
            return;
        }

        foreach (var life in lives)
        {
            var player = match.Players[life.Index];
            if (player.Client.State != ClientState.Playing || player.Client.CurrentMatch is not { } playing || !IsServed(life))
            {
                Findings.Add("liveness", life.Index, $"is {player.Client.State} at the end: {player.Client.Reason}");
                continue;
            }

            var host = room.Seats[life.Seat.Index];
            inputs.JudgeEnd(life, host.Counters.InputsRefused);
            if (isCalm)
            {
                calm.JudgeMisses(life, room.Room.Tick);
                calm.JudgeEnd(life, playing.Held, host.Replication, room.Room.History, StaleTicks);
            }
        }
    }

    private void Follow(SimulatedPlayer<TInput, TAvatar> player)
    {
        var life = new Life(player.Index, game.Schema.Input.Columns.Length, game.Schema.Stride, game.Schema.Input.Edges.Length);
        lives.Add(life);
        player.Sampled = (tick, input) => OnSampled(life, player, tick, input);
        player.Link.Arrived = datagram =>
        {
            if (match.Rooms.TryGet(SimulatedMatch<TInput, TAvatar>.RoomName, out var room))
            {
                inputs.Arrive(life, datagram, room.Room.Tick, match.Now);
            }
        };
        player.Client.SnapshotApplied += tick => OnApplied(life, player, tick);
    }

    private void OnSampled(Life life, SimulatedPlayer<TInput, TAvatar> player, Tick tick, TInput input)
    {
        Meet(life, player);
        if (tick <= life.Ledger.Newest)
        {
            Findings.Add("inputs", life.Index, $"was asked twice for tick {tick}, after {life.Ledger.Newest}");
        }

        game.SealInput(ref input, life.Ledger.Sample(tick, match.Now));
    }

    private void OnApplied(Life life, SimulatedPlayer<TInput, TAvatar> player, Tick tick)
    {
        Meet(life, player);
        var (playing, history) = (player.Client.CurrentMatch!, match.Room.Room.History);
        if (match.Now >= life.ExcusedUntil)
        {
            held.Judge(life, playing.Held, tick, history);
            predictions.Judge(life, player.Client.Stats, playing.Predictor.Now, playing.NewestSnapshot, history, match.Now);
        }
        else
        {
            Forgive(life, player.Client.Stats);
        }

        if (tick.Number % TicksPerBoundsCheck == 0)
        {
            bounds.Judge(life.Index, playing.Held.SlotCount, history.Newest.SlotCount);
        }
    }

    private void OnFrame(SimulatedPlayer<TInput, TAvatar> player)
    {
        if (player.Client.CurrentMatch is { } playing && lives[player.Index].Match == playing)
        {
            predictions.Remember(lives[player.Index], playing);
        }
    }

    private void OnTick()
    {
        var room = match.Room;
        var (tick, history) = (room.Room.Tick, room.Room.History);
        var isSettled = match.Now >= settledAt;
        inputs.Begin(tick, room.Inbox.DroppedOldest, match.Now);
        foreach (var life in lives)
        {
            if (!IsServed(life))
            {
                life.CalmMisses += isSettled ? 1 : 0;
                life.LastMiss = isSettled ? tick : life.LastMiss;
                continue;
            }

            var host = room.Seats[life.Seat.Index];
            inputs.Judge(life, host, tick, match.Now);
            life.IsDisturbed[tick.Number % Life.Ring] = host.Seat.InputSource != Simulation.Inputs.InputSource.Fresh || !IsAsMeant(life, host.Seat, tick) || !oracle.IsDrivenAlone(life, host.Seat, history);
            if (isNearEnd)
            {
                CalmCheck.Look(life, host.Replication, history.Newest);
            }

            if (isSettled)
            {
                var player = match.Players[life.Index];
                calm.Judge(life, host, player.Client.Stats, player.FrameNs / 1e6, ((match.Now - settledAt) / 1e9) + CalmCheck.Grace, tick);
            }
        }

        if (tick.Number % TicksPerBoundsCheck == 0)
        {
            bounds.Judge(room);
            JudgeDesyncs(room.Sum().Replication.Desyncs);
        }
    }

    // A client learns late of what the server has done with its connection, and the server of what became of a client.
    private bool IsServed(Life life)
    {
        var player = match.Players[life.Index];
        return life.Match is not null && player.Client.CurrentMatch == life.Match && life.Connection is { } connection && player.Tap.Connection == connection;
    }

    private static bool IsAsMeant(Life life, Seat seat, Tick tick) => life.Ledger.TryGet(tick, out var meant) && meant.SequenceEqual(seat.InputRow);

    private void JudgeDesyncs(long now)
    {
        if (lives.Exists(life => life.ExcusedUntil > 0 && match.Now < life.ExcusedUntil + ExcuseNs))
        {
            Findings.DesyncsOfFlips += now - desyncs;
        }
        else if (now > desyncs)
        {
            Findings.Add("hash", -1, $"{now - desyncs} acks came with a hash that is not that of what was acknowledged");
        }

        desyncs = now;
    }

    private static void Forgive(Life life, ClientStats stats)
    {
        life.Confirmed = Tick.Zero;
        (life.PredictionsChecked, life.Corrections) = (stats.PredictionsChecked, stats.Corrections);
    }

    private void Meet(Life life, SimulatedPlayer<TInput, TAvatar> player)
    {
        if (life.Match != player.Client.CurrentMatch)
        {
            var seat = player.Seat;
            life.Begin(player.Client.CurrentMatch, player.Tap.Connection, seat, match.Room.Seats[seat.Index].Counters.InputsRefused);
            Forgive(life, player.Client.Stats);
        }
    }
}
