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

    private readonly Game<TInput, TAvatar> game;
    private readonly SeatId seat;
    private readonly float tickSeconds;
    private readonly uint sealKey;
    private readonly int stride;
    private readonly TInput[] inputs = new TInput[TicksMax];
    private readonly Tick[] inputTicks = new Tick[TicksMax];
    private readonly int[] predictions;
    private readonly Tick[] predictionTicks = new Tick[TicksMax];
    private TAvatar avatar;

    public Predictor(Game<TInput, TAvatar> game, SeatId seat, int tickRate)
    {
        (this.game, this.seat) = (game, seat);
        tickSeconds = 1f / tickRate;
        sealKey = SealKeys.Avatar(seat);
        stride = game.Schema.Stride;
        predictions = new int[TicksMax * stride * 2];
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
        }

        var upTo = Now;
        avatar = default;
        PublicLayout.Load(ref avatar, publicRow);
        if (!ownerRow.IsEmpty)
        {
            OwnerLayout?.Load(ref avatar, ownerRow);
        }

        Now = tick;
        Keep(tick, publicRow, ownerRow);
        Replayed += upTo > tick ? upTo - tick : 0;
        PredictUpTo(isFirst ? NewestInput(tick) : upTo);
        return isFirst;
    }

    /// <summary>The public columns predicted for a tick, when it is among the last <see cref="TicksMax"/>.</summary>
    public Span<int> PublicAt(Tick tick) => predictions.AsSpan((int)(tick.Number % TicksMax) * stride * 2, stride);

    /// <summary>The owner's columns predicted for a tick.</summary>
    public Span<int> OwnerAt(Tick tick) => predictions.AsSpan((((int)(tick.Number % TicksMax) * 2) + 1) * stride, stride);

    void ISpawnSink.SpawnOwned<T>(SeatId owner, in T entity)
    {
        // What a drive spawns appears with the server's word.
    }

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
