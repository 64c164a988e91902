using GameServer.Client.Stats;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;

namespace GameServer.Client.Prediction;

/// <summary>
/// Runs the avatar ahead of the server with the game's own code, and goes back to the server's word wherever that differs in a
/// single bit. Owned by the client's thread.
/// </summary>
internal sealed class Predictor<TInput, TAvatar> : ISpawnSink
    where TInput : struct
    where TAvatar : struct
{
    /// <summary>Ticks of inputs and predictions that are kept: how long a snapshot may take to confirm them.</summary>
    public const int TicksMax = 128;

    /// <summary>
    /// The most ticks of one replay. A word older than that is taken as if it were of that many ticks ago: the ticks between are
    /// skipped, and the words that follow correct what they would have done. A frame costs a bounded time on any network.
    /// </summary>
    public const int ReplayTicksMax = 64;

    private readonly Game<TInput, TAvatar> game;
    private readonly SeatId seat;
    private readonly float tickSeconds;
    private readonly uint sealKey;
    private readonly int stride;
    private readonly TInput[] inputs = new TInput[TicksMax];
    private readonly Tick[] inputTicks = new Tick[TicksMax];
    private readonly int[] predictions;
    private readonly Tick[] predictionTicks = new Tick[TicksMax];
    private readonly string[] publicNames;
    private readonly string[] ownerNames;
    private readonly MispredictionLog log;
    private TAvatar avatar;

    public Predictor(Game<TInput, TAvatar> game, SeatId seat, int tickRate, MispredictionLog? log = null)
    {
        this.log = log ?? new MispredictionLog();
        (this.game, this.seat) = (game, seat);
        tickSeconds = 1f / tickRate;
        sealKey = SealKeys.Avatar(seat);
        stride = game.Schema.Stride;
        predictions = new int[TicksMax * stride * 2];
        publicNames = MispredictionLog.NamesOf(game.AvatarKind.PublicRecord);
        ownerNames = MispredictionLog.NamesOf(game.AvatarKind.OwnerRecord);
        Spawns = new SpawnSets(game, seat, tickSeconds, this.log);
    }

    /// <summary>The tick predicted last; zero before the server's first word.</summary>
    public Tick Now { get; private set; }

    /// <summary>The avatar at <see cref="Now"/>.</summary>
    public ref readonly TAvatar Avatar => ref avatar;

    /// <summary>Server states that were compared with a prediction, and those that differed.</summary>
    public long Checked { get; private set; }

    public long Corrected { get; private set; }

    /// <summary>Ticks that were predicted again because of corrections.</summary>
    public long Replayed { get; private set; }

    /// <summary>Replays that <see cref="ReplayTicksMax"/> cut short.</summary>
    public long ReplaysCut { get; private set; }

    /// <summary>What the own drive spawned and the server may not have told of yet.</summary>
    public SpawnSets Spawns { get; }

    private RecordLayout<TAvatar> PublicLayout => game.AvatarKind.PublicLayout;

    private RecordLayout<TAvatar>? OwnerLayout => game.AvatarKind.OwnerLayout;

    /// <summary>Keeps the (sealed) input of a tick and, once the avatar is known, predicts it.</summary>
    public void Advance(Tick tick, in TInput input)
    {
        var at = (int)(tick.Number % TicksMax);
        inputs[at] = input;
        inputTicks[at] = tick;
        if (Now != Tick.Zero)
        {
            PredictUpTo(tick);
        }
    }

    /// <summary>
    /// Compares the server's state of a tick with what was predicted for it. Returns false, after predicting again from there,
    /// when they differ.
    /// </summary>
    public bool TryConfirm(Tick tick, ReadOnlySpan<int> publicRow, ReadOnlySpan<int> ownerRow)
    {
        var isFirst = Now == Tick.Zero;
        if (!isFirst && predictionTicks[tick.Number % TicksMax] == tick)
        {
            Checked++;
            if (PublicAt(tick).SequenceEqual(publicRow) && OwnerEquals(tick, ownerRow))
            {
                return true;
            }

            Corrected++;
            log.Compare(tick, publicNames, PublicAt(tick), publicRow);
            if (!ownerRow.IsEmpty)
            {
                log.Compare(tick, ownerNames, OwnerAt(tick), ownerRow, from: 1);
            }
        }

        var upTo = Now;
        avatar = default;
        PublicLayout.Load(ref avatar, publicRow);
        if (!ownerRow.IsEmpty)
        {
            OwnerLayout?.Load(ref avatar, ownerRow);
        }

        upTo = isFirst ? NewestInput(tick) : upTo;
        Now = tick;
        Keep(tick, publicRow, ownerRow);
        if (upTo > tick && upTo - tick > ReplayTicksMax)
        {
            ReplaysCut++;
            Now = upTo + -ReplayTicksMax;
            Keep(Now, publicRow, ownerRow);
        }

        Replayed += !isFirst && upTo > Now ? upTo - Now : 0;
        Spawns.RollBack(tick);
        PredictUpTo(upTo);
        Spawns.EndReplay();
        return isFirst;
    }

    /// <summary>The public columns predicted for a tick, when it is among the last <see cref="TicksMax"/>.</summary>
    public Span<int> PublicAt(Tick tick) => predictions.AsSpan((int)(tick.Number % TicksMax) * stride * 2, stride);

    /// <summary>The owner's columns predicted for a tick.</summary>
    public Span<int> OwnerAt(Tick tick) => predictions.AsSpan((((int)(tick.Number % TicksMax) * 2) + 1) * stride, stride);

    void ISpawnSink.SpawnOwned<T>(SeatId owner, in T entity)
        where T : struct => Spawns.Of<T>()?.Add(Now, entity);

    private void PredictUpTo(Tick last)
    {
        while (Now < last)
        {
            Now += 1;
            var at = (int)(Now.Number % TicksMax);
            var input = inputTicks[at] == Now ? inputs[at] : default;
            game.Predict(ref avatar, input, this, seat, Now, tickSeconds);
            var phase = new SealPhase(Now, sealKey);
            predictionTicks[at] = Now;
            PublicLayout.Seal(ref avatar, PublicAt(Now), phase);
            OwnerLayout?.Seal(ref avatar, OwnerAt(Now), phase);
            Spawns.Fly(Now);
        }
    }

    // The input log has no gaps after its newest tick, so the first missing one ends it.
    private Tick NewestInput(Tick from)
    {
        var tick = from;
        while (inputTicks[(tick.Number + 1) % TicksMax] == tick + 1)
        {
            tick += 1;
        }

        return tick;
    }

    private void Keep(Tick tick, ReadOnlySpan<int> publicRow, ReadOnlySpan<int> ownerRow)
    {
        predictionTicks[tick.Number % TicksMax] = tick;
        publicRow.CopyTo(PublicAt(tick));
        ownerRow.CopyTo(OwnerAt(tick));
    }

    // Column 0 of an owner's part is the slot, which is nothing that a drive could change.
    private bool OwnerEquals(Tick tick, ReadOnlySpan<int> ownerRow) => ownerRow.IsEmpty || OwnerAt(tick)[1..].SequenceEqual(ownerRow[1..]);
}
