using GameServer.Client.Held;
using GameServer.Client.Prediction;
using GameServer.Client.Sessions;
using GameServer.Client.Stats;
using GameServer.Client.Timing;
using GameServer.Client.Views;
using GameServer.Protocol.Bits;
using GameServer.Protocol.Control;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Inputs;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Inputs;
using GameServer.Simulation.Rooms;

namespace GameServer.Client.Matches;

/// <summary>
/// Everything that a client keeps between one welcome and the end of that connection: what it holds, what it predicts, its
/// clocks. A reconnect begins a new one. Owned by the client's thread.
/// </summary>
internal sealed class Match<TInput, TAvatar>
    where TInput : struct
    where TAvatar : struct
{
    private const int TicksPerAdvanceMax = 32;

    private readonly Game<TInput, TAvatar> game;
    private readonly Welcome welcome;
    private readonly ClientStats stats;
    private readonly SnapshotReceiver receiver;
    private readonly RoomTime time = new();
    private readonly InputClock clock;
    private readonly ViewClock viewClock;
    private readonly VisualOffset? offset;
    private readonly HeldAnswers answers;
    private readonly bool decodes;
    private readonly int inputWidth;
    private readonly int[] inputRows;
    private readonly int[] viewAges = new int[Predictor<TInput, TAvatar>.TicksMax];
    private readonly int[] agesToSend = new int[InputDatagram.InputsMax];
    private readonly int[] rowBefore;
    private readonly int[] rowAfter;
    private int avatarSlot = -1;
    private int ownerSlot = -1;
    private int jumpsCounted;
    private ulong inputSequence;
    private Tick oldestUnconfirmed;
    private Tick measured;
    private Tick reconciled;

    public Match(Game<TInput, TAvatar> game, EntityCodec codec, Welcome welcome, ClientStats stats, ClientOptions options)
    {
        (this.game, this.welcome, this.stats) = (game, welcome, stats);
        decodes = options.DecodesSnapshots;
        var schema = game.Schema;
        Seat = new SeatId(welcome.Seat);
        var tick = new Tick(welcome.Tick);
        Held = new HeldState(schema.Stride, welcome.HistoryTicks, options.Rules);
        receiver = new SnapshotReceiver(codec, Held, tick, welcome.SnapshotSequence, decodes);
        answers = new HeldAnswers(Held, schema.Stride);
        Predictor = new Predictor<TInput, TAvatar>(game, Seat, welcome.TickRate, stats.MispredictionLog);
        clock = new InputClock(welcome.TickRate, welcome.SnapshotRate, options.InputWaitMsMax);
        clock.Start(tick);
        viewClock = new ViewClock(welcome.TickRate, welcome.SnapshotRate);
        Entities = new EntityViews(schema, Held, welcome.TickRate);
        var record = game.AvatarKind.PublicRecord;
        offset = record.PositionColumn < 0 ? null : new VisualOffset(record.PositionColumn, record.PositionAxes, record.PositionStep);
        inputWidth = schema.Input.Columns.Length;
        inputRows = new int[Predictor<TInput, TAvatar>.TicksMax * inputWidth];
        rowBefore = new int[schema.Stride];
        rowAfter = new int[schema.Stride];
        inputSequence = welcome.InputSequence;
        oldestUnconfirmed = tick + 1;
    }

    public SeatId Seat { get; }

    public HeldState Held { get; }

    public Predictor<TInput, TAvatar> Predictor { get; }

    public EntityViews Entities { get; }

    public InputClock Clock => clock;

    public ViewClock ViewClock => viewClock;

    public Pace Pace => time.Pace;

    public Tick NewestSnapshot => receiver.Newest;

    public Tick LastApplied => receiver.Header.Tick;

    public Welcome Welcome => welcome;

    /// <summary>A frame begins: so much time has passed when what it finds is taken in.</summary>
    public void Begin(double seconds) => clock.Elapse(seconds * time.Pace.Rate);

    /// <summary>Takes in a snapshot datagram; true when it was applied.</summary>
    public bool TryReceive(ReadOnlySpan<byte> datagram, double now)
    {
        stats.DatagramsReceived++;
        stats.BytesReceived += datagram.Length;
        var before = receiver.Newest;
        var result = receiver.TryApply(datagram);
        Count(result);
        if (result != ApplyResult.Applied)
        {
            return false;
        }

        stats.EntityUpdates += receiver.FreshEntities;
        if (receiver.Newest > before)
        {
            time.Change(receiver.Header.Pace, now);
            viewClock.SnapshotsPerSent = time.Pace.SnapshotsPerSent;
        }

        Measure(receiver.Header, now);
        if (decodes)
        {
            Predictor.Spawns.Confirm(Held, receiver.Newest, Predictor.Now);
        }

        // The own avatar and its owner's part may come with any datagram of the newest tick, and with two of them.
        if (decodes && receiver.Header.Tick == receiver.Newest && receiver.Newest > reconciled && TryReconcile(receiver.Newest))
        {
            reconciled = receiver.Newest;
        }

        return true;
    }

    /// <summary>Takes in what the server asks about what is held; false when it is something else.</summary>
    public bool TryTakeQuestion(ReadOnlySpan<byte> datagram)
    {
        var reader = new BitReader(datagram);
        if (!DatagramKinds.TryRead(ref reader, out var kind) || kind != DatagramKind.Question)
        {
            return false;
        }

        stats.DatagramsReceived++;
        stats.BytesReceived += datagram.Length;
        if (!answers.TryAsk(ref reader, inputSequence, receiver.Newest))
        {
            stats.Malformed++;
        }

        return true;
    }

    /// <summary>
    /// Whether the input datagram just written is to be sent again: a player who allows inputs less of a wait than the network's losses ask for pays in bytes.
    /// </summary>
    public bool TryRepeatInputs(int length)
    {
        if (length == 0 || !clock.IsHeldBack)
        {
            return false;
        }

        stats.DatagramsSent++;
        stats.BytesSent += length;
        stats.InputsRepeated++;
        return true;
    }

    /// <summary>Answers what the server asked; returns the length of the datagram to send, or 0.</summary>
    public int WriteAnswer(Span<byte> datagram)
    {
        if (!answers.IsDue || !decodes)
        {
            return 0;
        }

        var length = answers.Write(datagram);
        stats.DatagramsSent++;
        stats.BytesSent += length;
        stats.Answers++;
        return length;
    }

    /// <summary>Ends a frame; returns the length of the input datagram to send, or 0.</summary>
    public int Advance(double seconds, double now, Func<Tick, TInput> sampleInput, Span<byte> datagram)
    {
        var roomSeconds = seconds * time.Pace.Rate;
        clock.Advance(roomSeconds, out var last);
        (stats.InputWaitMs, stats.InputWaitTargetMs, stats.ClockTrimRate) = (clock.WaitQuantileMs, clock.TargetMs, clock.TrimRate);
        stats.ClockJumps += clock.Jumps - jumpsCounted;
        jumpsCounted = clock.Jumps;
        if (clock.Now - last > TicksPerAdvanceMax)
        {
            last = Skip(last, clock.Now + -TicksPerAdvanceMax);
        }

        for (var tick = last + 1; tick <= clock.Now; tick += 1)
        {
            var input = sampleInput(tick);
            game.SealInput(ref input, RowOf(tick));
            viewAges[tick.Number % Predictor<TInput, TAvatar>.TicksMax] = AgeOfView(tick);
            Predictor.Advance(tick, input);
        }

        // Only now: the inputs answered the picture that was drawn last.
        viewClock.Advance(roomSeconds, time.At(now));
        offset?.Advance(seconds);

        // A clock that waits makes no inputs, but acks must go on, and so must what the server has not confirmed.
        return clock.Now > last || clock.IsWaiting ? WriteInputs(datagram) : 0;
    }

    /// <summary>The own avatar as it is to be drawn: predicted, between two ticks, with corrections smoothed away.</summary>
    public TAvatar DrawAvatar()
    {
        var avatar = default(TAvatar);
        var now = Predictor.Now;
        if (now == Tick.Zero)
        {
            return avatar;
        }

        Predictor.PublicAt(now + -1).CopyTo(rowBefore);
        Predictor.PublicAt(now).CopyTo(rowAfter);
        offset?.ApplyTo(rowBefore);
        offset?.ApplyTo(rowAfter);
        game.AvatarKind.PublicLayout.Blend(ref avatar, rowBefore, rowAfter, (float)clock.Fraction);
        game.AvatarKind.OwnerLayout?.Load(ref avatar, Predictor.OwnerAt(now));
        return avatar;
    }

    // After a long stall the ticks in between stay without input. Their rows go out all the same, among those that are not confirmed, and must
    // not be what stood there a round of the ring ago: a press would be made again.
    private Tick Skip(Tick last, Tick to)
    {
        for (var tick = to - last < Predictor<TInput, TAvatar>.TicksMax ? last + 1 : to + -(Predictor<TInput, TAvatar>.TicksMax - 1); tick <= to; tick += 1)
        {
            game.Schema.Input.Neutral(RowOf(tick));
        }

        return to;
    }

    // Every datagram of a snapshot says the same of its tick; what arrives first is heard.
    private void Measure(in SnapshotHeader header, double now)
    {
        if (header.Tick == measured)
        {
            return;
        }

        measured = header.Tick;
        clock.Measure(header);
        CountInputs(header);
        viewClock.Measure(header.Tick, time.At(now));
        var confirmed = header.Tick + header.ReceivedAhead;
        oldestUnconfirmed = confirmed >= oldestUnconfirmed ? confirmed + 1 : oldestUnconfirmed;
    }

    private void Count(ApplyResult result)
    {
        switch (result)
        {
            case ApplyResult.Applied:
                stats.Applied++;
                break;
            case ApplyResult.Duplicate:
                stats.Duplicates++;
                break;
            case ApplyResult.TooOld:
                stats.TooOld++;
                break;
            case ApplyResult.MissingBaseline:
                stats.MissingBaselines++;
                break;
            default:
                stats.Malformed++;
                break;
        }
    }

    // A seat whose first input has not come yet misses none.
    private void CountInputs(in SnapshotHeader header)
    {
        stats.InputBufferTicks = header.ReceivedAhead;
        stats.InputsMissed += header.ConsumedAge is > 0 and < SnapshotHeader.ConsumedAgeMax ? 1 : 0;
        stats.InputsLate += header.WaitMs is < 0 and not SnapshotHeader.WaitUnknown ? 1 : 0;
    }

    private bool TryReconcile(Tick tick)
    {
        if (!TryFindOwn(ref avatarSlot, game.AvatarKind.PublicRecord.Index) || !Held.TryGet(avatarSlot, tick, out _, out var row))
        {
            return false;
        }

        ReadOnlySpan<int> ownerRow = default;
        if (game.AvatarKind.OwnerRecord is { } owner && TryFindOwn(ref ownerSlot, owner.Index) && !Held.TryGet(ownerSlot, tick, out _, out ownerRow))
        {
            return false; // The owner's part goes with another datagram.
        }

        var now = Predictor.Now;
        Predictor.PublicAt(now).CopyTo(rowBefore);
        var (checks, corrections, replayed, cut) = (Predictor.Checked, Predictor.Corrected, Predictor.Replayed, Predictor.ReplaysCut);
        if (!Predictor.TryConfirm(tick, row, ownerRow) && Predictor.Now == now)
        {
            offset?.Add(rowBefore, Predictor.PublicAt(now));
        }

        stats.PredictionsChecked += Predictor.Checked - checks;
        stats.Corrections += Predictor.Corrected - corrections;
        stats.TicksReplayed += Predictor.Replayed - replayed;
        stats.ReplaysCut += Predictor.ReplaysCut - cut;
        return true;
    }

    private bool TryFindOwn(ref int slot, int record)
    {
        if (slot >= 0 && Held.TryGetNewest(slot, out _, out var known, out _) && known.Kind == record && known.Owner == Seat)
        {
            return true;
        }

        for (slot = 0; slot < Held.SlotCount; slot++)
        {
            if (Held.TryGetNewest(slot, out _, out var head, out _) && head.Kind == record && head.Owner == Seat)
            {
                return true;
            }
        }

        slot = -1;
        return false;
    }

    private int WriteInputs(Span<byte> datagram)
    {
        var count = Math.Min(Math.Max(1, clock.Now - oldestUnconfirmed + 1), InputDatagram.InputsMax);
        for (var i = 0; i < count; i++)
        {
            agesToSend[i] = viewAges[(clock.Now + -i).Number % Predictor<TInput, TAvatar>.TicksMax];
        }

        var sequence = inputSequence++;
        ushort? hash = decodes ? answers.HashFor(sequence) : null;
        while (true)
        {
            var writer = new BitWriter(datagram);
            InputDatagram.WriteHeader(ref writer, new InputHeader(sequence, receiver.Ack, hash, clock.Now, agesToSend[0], count, unchecked((byte)Predictor.Corrected)));
            InputDatagram.WriteViewAges(ref writer, agesToSend.AsSpan(0, count));
            ReadOnlySpan<int> before = NeutralRow();
            for (var i = count - 1; i >= 0; i--)
            {
                var row = RowOf(clock.Now + -i);
                InputDatagram.WriteInput(ref writer, game.Schema.Input, before, row);
                before = row;
            }

            if (!writer.IsExhausted)
            {
                var length = writer.Finish();
                stats.DatagramsSent++;
                stats.BytesSent += length;
                return length;
            }

            count -= Math.Max(1, count / 8); // Bounded by bytes: the oldest have had the most chances, the newest matter most.
        }
    }

    // What is newer than the newest snapshot stands still where that has it: that is the picture. Before the first frame there is none.
    private int AgeOfView(Tick tick) =>
        viewClock.Tick == 0 ? 0 : ViewAge.Of(tick.Number, Math.Min(viewClock.Tick, receiver.Newest.Number));

    private ReadOnlySpan<int> NeutralRow()
    {
        var neutral = rowBefore.AsSpan(0, inputWidth);
        game.Schema.Input.Neutral(neutral);
        return neutral;
    }

    private Span<int> RowOf(Tick tick) => inputRows.AsSpan((int)(tick.Number % Predictor<TInput, TAvatar>.TicksMax) * inputWidth, inputWidth);
}
