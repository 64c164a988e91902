using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using GameServer.Protocol.Control;
using GameServer.Reports;
using GameServer.Rooms;
using GameServer.Shards;
using GameServer.Timing;
using GameServer.Transport;
using HdrHistogram;

namespace GameServer.Hosting;

/// <summary>
/// One line of JSON about the whole process. Sums count from the start; the histograms and the mean wait cover the time since
/// the line before, so that the first line of a measurement excludes what came earlier. Used by one thread.
/// </summary>
/// <remarks>
/// allocatedBytes is taken before anything else of a line happens, allocatedBytesAfter after everything: from one line's After to
/// the next line's allocatedBytes the reporting itself does not count.
/// </remarks>
internal sealed class StatsLine : IDisposable
{
    private const double MicrosPerMs = 1000;

    private readonly ArrayBufferWriter<byte> buffer = new(64 * 1024);
    private readonly Utf8JsonWriter json;
    private readonly long startedAt = Stopwatch.GetTimestamp();
    private SeatCounters inputsBefore;
    private long allocated;

    public StatsLine() => json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });

    public void Begin()
    {
        allocated = GC.GetTotalAllocatedBytes(precise: true);
        buffer.ResetWrittenCount();
        json.Reset();
    }

    /// <summary>The line, its end included; valid until the next <see cref="Begin"/>.</summary>
    public ReadOnlySpan<byte> End(ReadOnlySpan<IntervalReport> shards)
    {
        var totals = default(RoomTotals);
        foreach (var shard in shards)
        {
            totals.Add(shard.Totals);
        }

        json.WriteStartObject();
        json.WriteNumber("monotonicNs", new StopwatchClock().Now);
        json.WriteNumber("uptimeSeconds", Stopwatch.GetElapsedTime(startedAt).TotalSeconds);
        json.WriteNumber("shards", shards.Length);
        WriteTicks(shards, totals);
        WriteReplication(totals);
        WriteInputs(totals);
        WriteSessions(shards);
        WriteTransport(shards);
        WriteRooms(shards);
        WriteProcess();
        json.WriteNumber("allocatedBytesAfter", GC.GetTotalAllocatedBytes(precise: true));
        json.WriteEndObject();
        json.Flush();
        buffer.Write("\n"u8);
        return buffer.WrittenSpan;
    }

    public void Dispose() => json.Dispose();

    private void WriteTicks(ReadOnlySpan<IntervalReport> shards, in RoomTotals totals)
    {
        json.WriteNumber("ticks", Sum(shards, static s => s.Ticks));
        json.WriteNumber("lateTicks", Sum(shards, static s => s.LateTicks));
        json.WriteNumber("ticksSkipped", totals.TicksSkipped);
        json.WriteNumber("roomsFailed", Sum(shards, static s => s.RoomsFailed));
        json.WriteNumber("roomsHung", Sum(shards, static s => s.RoomsHung));
        json.WriteNumber("roomsSetAside", Sum(shards, static s => s.RoomsSetAside));
        json.WriteNumber("roomsOverGarbage", Sum(shards, static s => s.RoomsOverGarbage));
        json.WriteNumber("sheddingStepsTaken", Sum(shards, static s => s.StepsTaken));
        json.WriteNumber("sheddingStepsGivenBack", Sum(shards, static s => s.StepsGivenBack));
        WriteHistogram("tickMs", shards, static s => s.TickMicros);
        WriteHistogram("tickLatenessMs", shards, static s => s.LatenessMicros);
    }

    private void WriteReplication(in RoomTotals totals)
    {
        json.WriteNumber("replicationNs", totals.ReplicationNs);
        json.WriteNumber("codesEncoded", totals.CodesEncoded);
        json.WriteNumber("records", totals.Replication.Records);
        json.WriteNumber("wholeRecords", totals.Replication.WholeRecords);
        json.WriteNumber("snapshots", totals.Replication.Snapshots);
        json.WriteNumber("rowsSeen", totals.RowsSeen);
        json.WriteNumber("rowsMoved", totals.RowsMoved);
        json.WriteNumber("snapshotDatagrams", totals.Replication.SnapshotDatagrams);
        json.WriteNumber("snapshotBytes", totals.Replication.SnapshotBytes);
        json.WriteNumber("acks", totals.Replication.Acks);
        json.WriteNumber("acksOvertaken", totals.Replication.AcksOvertaken);
        json.WriteNumber("acksRefused", totals.Replication.AcksRefused);
        json.WriteNumber("hashChecks", totals.Replication.HashChecks);
        json.WriteNumber("desyncs", totals.Replication.Desyncs);
        json.WriteNumber("deferred", totals.Replication.Deferred);
        json.WriteNumber("uncertain", totals.Replication.DatagramsUncertain);
    }

    private void WriteInputs(in RoomTotals totals)
    {
        ref readonly var inputs = ref totals.Inputs;
        json.WriteStartObject("inputs");
        json.WriteNumber("datagrams", inputs.Datagrams);
        json.WriteNumber("fresh", inputs.InputsFresh);
        json.WriteNumber("repeated", inputs.InputsRepeated);
        json.WriteNumber("neutral", inputs.InputsNeutral);
        json.WriteNumber("late", inputs.InputsLate);
        json.WriteNumber("refused", inputs.InputsRefused);
        json.WriteNumber("malformed", inputs.DatagramsMalformed);
        json.WriteNumber("droppedByInbox", totals.InboxDropped);
        json.WriteNumber("refusedByInbox", totals.InboxRefused);
        var samples = inputs.WaitSamples - inputsBefore.WaitSamples;
        json.WriteNumber("waitMsMean", samples > 0 ? (inputs.WaitMsSum - inputsBefore.WaitMsSum) / samples : 0);
        json.WriteEndObject();
        inputsBefore = inputs;
    }

    private void WriteSessions(ReadOnlySpan<IntervalReport> shards)
    {
        json.WriteNumber("sessions", Sum(shards, static s => s.SessionCount));
        json.WriteNumber("connected", Sum(shards, static s => s.ConnectedCount));
        json.WriteNumber("joined", Sum(shards, static s => s.Sessions.Joined));
        json.WriteNumber("resumed", Sum(shards, static s => s.Sessions.Resumed));
        json.WriteNumber("dropped", Sum(shards, static s => s.Sessions.Dropped));
        json.WriteNumber("chatsLimited", Sum(shards, static s => s.Sessions.ChatsLimited));
        json.WriteNumber("reliableMalformed", Sum(shards, static s => s.Sessions.ReliableMalformed));
        json.WriteNumber("eventsNotQueued", Sum(shards, static s => s.Sessions.EventsNotQueued));
        json.WriteStartObject("goodbyes");
        foreach (var reason in Enum.GetValues<GoodbyeReason>())
        {
            if (Sum(shards, s => s.Sessions.Goodbyes(reason)) is > 0 and var count)
            {
                json.WriteNumber(FigureName.Of(reason), count);
            }
        }

        json.WriteEndObject();
    }

    private void WriteTransport(ReadOnlySpan<IntervalReport> shards)
    {
        json.WriteStartObject("transport");
        json.WriteNumber("datagramsReceived", Sum(shards, static s => s.Transport.DatagramsReceived));
        json.WriteNumber("bytesReceived", Sum(shards, static s => s.Transport.BytesReceived));
        json.WriteNumber("datagramsSent", Sum(shards, static s => s.Transport.DatagramsSent));
        json.WriteNumber("bytesSent", Sum(shards, static s => s.Transport.BytesSent));
        json.WriteNumber("sendErrors", Sum(shards, static s => s.Transport.SendErrors));
        json.WriteNumber("shortSends", Sum(shards, static s => s.Transport.ShortSends));
        json.WriteNumber("systemCalls", Sum(shards, static s => s.Transport.SystemCalls));
        json.WriteNumber("sendsToClosed", Sum(shards, static s => s.Transport.SendsToClosed));
        json.WriteNumber("reliableQueueFull", Sum(shards, static s => s.Transport.ReliableQueueFull));
        json.WriteNumber("receiveLeftovers", Sum(shards, static s => s.Transport.ReceiveLeftovers));
        json.WriteNumber("kernelDrops", Sum(shards, static s => s.Transport.KernelDrops));
        json.WriteNumber("challenges", Sum(shards, static s => s.Transport.Challenges));
        json.WriteNumber("challengesShed", Sum(shards, static s => s.Transport.ChallengesShed));
        json.WriteNumber("connectionsAccepted", Sum(shards, static s => s.Transport.ConnectionsAccepted));
        json.WriteNumber("connectionsRefused", Sum(shards, static s => s.Transport.ConnectionsRefused));
        json.WriteStartObject("refused");
        foreach (var reason in Enum.GetValues<RefusalReason>())
        {
            if (Sum(shards, s => s.Transport.Refused(reason)) is > 0 and var count)
            {
                json.WriteNumber(FigureName.Of(reason), count);
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteRooms(ReadOnlySpan<IntervalReport> shards)
    {
        json.WriteStartArray("rooms");
        foreach (var shard in shards)
        {
            foreach (var room in shard.Rooms)
            {
                json.WriteStartObject();
                json.WriteNumber("id", room.Id);
                json.WriteString("name", room.Name);
                json.WriteNumber("tick", room.Tick);
                json.WriteNumber("ticks", room.Ticks);
                json.WriteNumber("ticksSkipped", room.TicksSkipped);
                json.WriteNumber("tickBegunNs", room.TickBegunNs);
                json.WriteNumber("players", room.SeatsTaken);
                json.WriteString("shedding", FigureName.Of(room.Shedding));
                json.WriteNumber("timeRate", room.TimeRate);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    private void WriteProcess()
    {
        json.WriteStartObject("gc");
        json.WriteNumber("gen0", GC.CollectionCount(0));
        json.WriteNumber("gen1", GC.CollectionCount(1));
        json.WriteNumber("gen2", GC.CollectionCount(2));
        json.WriteNumber("pauseMs", GC.GetTotalPauseDuration().TotalMilliseconds);
        json.WriteEndObject();
        json.WriteNumber("rssBytes", Environment.WorkingSet);
        json.WriteNumber("heapBytes", GC.GetTotalMemory(forceFullCollection: false));
        json.WriteNumber("cpuSeconds", Environment.CpuUsage.TotalTime.TotalSeconds);
        json.WriteNumber("allocatedBytes", allocated);
    }

    private void WriteHistogram(string name, ReadOnlySpan<IntervalReport> shards, Func<IntervalReport, LongHistogram> of)
    {
        var all = of(shards[0]);
        foreach (var shard in shards[1..])
        {
            all.Add(of(shard));
        }

        json.WriteStartObject(name);
        json.WriteNumber("count", all.TotalCount);
        json.WriteNumber("p50", PercentileMs(all, 50));
        json.WriteNumber("p99", PercentileMs(all, 99));
        json.WriteNumber("p999", PercentileMs(all, 99.9));
        json.WriteNumber("max", PercentileMs(all, 100));
        json.WriteEndObject();
    }

    // The library has no percentile of nothing.
    private static double PercentileMs(LongHistogram micros, double percentile) =>
        micros.TotalCount == 0 ? 0 : micros.GetValueAtPercentile(percentile) / MicrosPerMs;

    private static long Sum(ReadOnlySpan<IntervalReport> shards, Func<IntervalReport, long> of)
    {
        var sum = 0L;
        foreach (var shard in shards)
        {
            sum += of(shard);
        }

        return sum;
    }
}
