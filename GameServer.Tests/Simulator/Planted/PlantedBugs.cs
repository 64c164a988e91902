using GameServer.Protocol.Snapshots;

namespace GameServer.Tests.Simulator.Planted;

/// <summary>The bugs that the simulator must find.</summary>
internal static class PlantedBugs
{
    private const string Rules = "GameServer.Protocol/Snapshots/ExactnessRules.cs";
    private const string Acks = "GameServer/Replication/AckTracker.cs";
    private const string Ranges = "GameServer/Replication/HeldRanges.cs";
    private const string Interest = "GameServer/Replication/Interest.cs";
    private const string Plan = "GameServer/Replication/SnapshotPlan.cs";
    private const string Receiver = "GameServer.Client/Held/SnapshotReceiver.cs";
    private const string Held = "GameServer.Client/Held/HeldState.cs";
    private const string Match = "GameServer.Client/Matches/Match.cs";
    private const string Predictor = "GameServer.Client/Prediction/Predictor.cs";
    private const string Clock = "GameServer.Client/Timing/InputClock.cs";
    private const string Inputs = "GameServer.Simulation/Inputs/InputBuffer.cs";
    private const string Host = "GameServer/Rooms/SeatHost.cs";

    public static IEnumerable<PlantedBug> All() => [.. WithoutARule(), .. OfAcks(), .. OfInterest(), .. OfTheClient(), .. OfInputs()];

    private static IEnumerable<PlantedBug> WithoutARule() =>
        new[]
        {
            ExactnessRules.NewestTickWins, ExactnessRules.BaselinesAreChecked, ExactnessRules.HashGoesWithNewestAck, ExactnessRules.UnreportedIsUncertain,
            ExactnessRules.DeltaStaysWithItsEntity, ExactnessRules.RepairTellsEverything, ExactnessRules.AckedHashIsKept,
        }.Select(static (rule, index) => new PlantedBug($"rule {index + 1} is missing", Rules, "(rules & rule) != 0", $"rule != ExactnessRules.{rule} && (rules & rule) != 0"));

    private static IEnumerable<PlantedBug> OfAcks() =>
    [
        new("a lost datagram counts as held", Acks, "if (ack.Has(sequence) && IsOpen", "if (IsOpen"),
        new("the ack field is off by one", "GameServer.Protocol/Datagrams/AckField.cs", "before | (1UL << (int)(shift - 1))", "before | (1UL << (int)(shift & 63))"),
        new("a reconnect keeps what was acknowledged", Acks, "        held.Clear();\n", ""),
        new("a stale baseline is named", "GameServer/Replication/HeldRange.cs", "IsPresent && Acked > Mark ? Acked", "IsPresent && Acked > Mark ? Acked + -1"),
        new("a repair leaves the baselines as they are", Ranges, "            range.Mark = now;\n", ""),
        new("a sequence number is used twice", Acks, "record.Begin(++SentSequence, tick);", "record.Begin(SentSequence += (SentSequence + 1) % 97 == 0 ? 0UL : 1UL, tick);"),
        new("a hash leaves the heads out", Held, "Mix.Row(slot, head.Bits, row)", "Mix.Row(slot, head.Bits & 0xFFFF, row)"),
        new("a leave is told once", Ranges, "range.SentPresent = told == Told.Gone ? range.SentPresent : datagram.Tick;", "range = told == Told.Gone ? new HeldRange { First = range.First, End = range.End, Count = range.Count } : range with { SentPresent = datagram.Tick };"),
        new("what was told counts as taken in", Ranges, "public void Sent(in SentDatagram datagram) => Apply(datagram, Fate.Sent, null);", "public void Sent(in SentDatagram datagram) { Apply(datagram, Fate.Sent, null); Confirm(datagram, history.Newest); }"),
        new("nobody is told of leaves", Plan, "range.MayHold ? known & ~seen : 0", "range.MayHold && range.First < 0 ? known & ~seen : 0"),
        new("a slot is past while older datagrams are on their way", "GameServer/Replication/HeldRange.cs", "AckedBy < oldestUnsettled && ", "AckedBy < oldestUnsettled + 64 && "),
        new("a run passes over what its baseline told of", "GameServer/Replication/PieceList.cs", "found is null ? ulong.MaxValue : found.Word(word)", "found is null ? ulong.MaxValue : 0UL"),
        new("what was told of is forgotten with what is past", Ranges, "known.RemoveRange(range.First, range.End);", "known.RemoveRange(range.First, range.End + 1);"),
        new("a history is one tick too long", Plan, "age <= 0 || age >= historyLength", "age <= 0 || age > historyLength + 8"),
    ];

    private static IEnumerable<PlantedBug> OfInterest() =>
    [
        new("the game's word on what is hidden is not asked for", Interest, "if (head.Owner == seat.Id || room.Game.CanSee(", "if (head.Owner == seat.Id || room.Seats.Length > 0 || room.Game.CanSee("),
        new("an owner's part goes to a neighbour", Interest, "ownParts[seat.Id.Index]; slot >= 0", "ownParts[seat.Id.Index ^ 1]; slot >= 0"),
        new("nothing is ever too far", Interest, "return (within | (reached & before)) & placed[word];", "return within + reached + before == 0 ? placed[word] : placed[word];"),
    ];

    private static IEnumerable<PlantedBug> OfTheClient() =>
    [
        new("acknowledged and not applied", Receiver, "FreshEntities = decodes ?", "FreshEntities = decodes && header.Sequence % 97 != 0 ?"),
        new("an older snapshot replaces a newer one", Held, "var isNews = tick > newest[slot]", "var isNews = tick > newest[slot] || head.IsPresent"),
        new("a snapshot's tick is one off", Receiver, "staged.Begin(tick, held.SlotCount);", "staged.Begin(tick + 1, held.SlotCount);"),
        new("the client rounds in another phase", Predictor, "new SealPhase(Now, sealKey)", "new SealPhase(Now + 1, sealKey)"),
        new("a correction is not played forward", Predictor, "PredictUpTo(upTo);", "Now = isFirst ? tick : upTo; PredictUpTo(upTo);"),
        new("a correction is played forward with the input of the tick before", Predictor, "inputTicks[at] == Now ? inputs[at] : default", "inputTicks[at] == Now ? inputs[Now == last ? at : (at + TicksMax - 1) % TicksMax] : default"),
        new("a buffer that became deep stays deep", Clock, "else if (error < -DeadBandMs)", "else if (error < -JumpMs)"),
        new("the clock trims the wrong way", Clock, "leadMs += milliseconds", "leadMs -= milliseconds"),
        new("a press is made again after a stall", Match, "            last = Skip(last, clock.Now + -TicksPerAdvanceMax);", "            last = clock.Now + -TicksPerAdvanceMax;"),
        new("what is not confirmed is not repeated", Match, "Math.Min(Math.Max(1, clock.Now - oldestUnconfirmed + 1), InputDatagram.InputsMax)", "1"),
    ];

    private static IEnumerable<PlantedBug> OfInputs() =>
    [
        new("an input is executed again when it comes again", Inputs, "if (place.Tick == tick && place.State != State.Empty)", "if (place.Tick == tick && place.State == State.Waiting)"),
        new("a late press is lost", Inputs, "            KeepPresses(row);\n", ""),
        new("a press is repeated with a missing input", Inputs, "            last[edge] = 0;", "            last[edge] += 0;"),
        new("a late press swallows another", Inputs, "if (pendingPresses[i] > 0 && value == 0)", "if (pendingPresses[i] > 0)"),
        new("an input is executed at another tick", Inputs, "        ref var place = ref Ring()[at];\n        InputSource source;", "        ref var place = ref Ring()[at];\n        if (tick.Number % 64 == 0) { place.Tick = Ring()[(at + 1) % RingLength].Tick + -1; place.State = Ring()[(at + 1) % RingLength].State; rows.AsSpan((at + 1) % RingLength * width, width).CopyTo(rows.AsSpan(at * width, width)); }\n        InputSource source;"),
        new("a resumed seat keeps its old inputs", "GameServer.Simulation/Rooms/Room.cs", "        Own(seat).IsConnected = true;\n        seat.Inputs.Forget(Tick);\n", "        Own(seat).IsConnected = true;\n"),
        new("a resumed seat's input sequence begins anew", Host, "        Served?.Forget();\n", "        Served?.Forget();\n        InputSequence = 0;\n"),
    ];
}
