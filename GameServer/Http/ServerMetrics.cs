using System.Diagnostics;
using System.Globalization;
using GameServer.Fleet;
using GameServer.Protocol.Control;
using GameServer.Protocol.Tokens;
using GameServer.Reports;
using GameServer.Rooms;
using GameServer.Shards;
using GameServer.Transport;
using Prometheus;

namespace GameServer.Http;

/// <summary>
/// The server's numbers for Prometheus. Nothing is counted here: a scrape copies what the shards count anyway, so that a tick knows
/// nothing of it. How many series there are does not depend on players or rooms. Any thread.
/// </summary>
internal sealed class ServerMetrics
{
    private const string Prefix = "gameserver_";
    private const string SheddingHelp = "Steps by which rooms were made to go without something for want of time, and had it again.";

    private readonly CollectorRegistry registry = Metrics.NewCustomRegistry();
    private readonly MetricFactory make;
    private readonly Dictionary<string, Counter> counters = [];
    private readonly Dictionary<string, Gauge> gauges = [];
    private readonly BucketExport tickDuration;
    private readonly BucketExport tickLateness;
    private readonly BucketExport snapshotAge;
    private readonly BucketExport inputWait;
    private readonly Counter requests;

    private readonly HttpCounters http;

    public ServerMetrics(HttpCounters http)
    {
        this.http = http;
        make = Metrics.WithCustomRegistry(registry);
        tickDuration = new BucketExport(make, Prefix + "tick_duration_seconds", "What ticks took.", TimeBuckets.OfTicks());
        tickLateness = new BucketExport(make, Prefix + "tick_lateness_seconds", "How long after their deadline ticks began.", TimeBuckets.OfTicks());
        snapshotAge = new BucketExport(make, Prefix + "snapshot_age_seconds", "From the end of a tick to the ack of its state: one round trip and a frame.", TimeBuckets.OfAges());
        inputWait = new BucketExport(make, Prefix + "input_wait_seconds", "From the arrival of an input to its tick; negative for inputs that came too late.", TimeBuckets.OfWaits());
        requests = make.CreateCounter(Prefix + "http_requests_total", "HTTP requests by status code.", "code");
    }

    public void CountRequest(int status) => requests.WithLabels(status.ToString(CultureInfo.InvariantCulture)).Inc();

    /// <summary>Writes the numbers of a report in the text format.</summary>
    public async Task Write(NodeReport report, FleetServices fleet, Stream stream, CancellationToken stop)
    {
        Take(report, fleet);
        using var buffer = new MemoryStream();
        await registry.CollectAndExportAsTextAsync(buffer, stop).ConfigureAwait(false);
        buffer.Position = 0;
        await buffer.CopyToAsync(stream, stop).ConfigureAwait(false);
    }

    private void Take(NodeReport report, FleetServices fleet)
    {
        lock (registry)
        {
            TakeTicks(report.Shards);
            TakeRooms(report.Shards, fleet);
            TakeTraffic(report.Shards);
            TakePlayers(report.Shards);
            TakeHttp();
            TakeProcess();
        }
    }

    private void TakeTicks(IReadOnlyList<ShardReport> shards)
    {
        Count("ticks_total", "Ticks of all rooms.", shards.Sum(static s => s.Ticks));
        Count("late_ticks_total", "Ticks that ended after the next one was due.", shards.Sum(static s => s.LateTicks));
        Count("ticks_skipped_total", "Ticks that were left out because the server was too far behind.", shards.Sum(static s => s.Totals.TicksSkipped));
        for (var i = 0; i < shards.Count; i++)
        {
            Show("shard_load", "Share of a shard's time that its work takes; above 1, what there is no time for.", "shard", i.ToString(CultureInfo.InvariantCulture), shards[i].Load);
        }

        Count("shedding_steps_total", SheddingHelp, "direction", "taken", shards.Sum(static s => s.StepsTaken));
        Count("shedding_steps_total", SheddingHelp, "direction", "givenBack", shards.Sum(static s => s.StepsGivenBack));
        tickDuration.Take(shards.Select(static s => s.TickBuckets));
        tickLateness.Take(shards.Select(static s => s.LatenessBuckets));
        snapshotAge.Take(shards.Select(static s => s.Quality.AckAges));
        inputWait.Take(shards.Select(static s => s.Quality.InputWaits));
    }

    private void TakeRooms(IReadOnlyList<ShardReport> shards, FleetServices fleet)
    {
        var rooms = shards.SelectMany(static s => s.Rooms).ToList();
        const string Help = "Rooms by state.";
        Show("rooms", Help, "state", RoomView.Ready, rooms.Count(static r => !r.IsDraining && r.SeatsTaken == 0));
        Show("rooms", Help, "state", RoomView.Active, rooms.Count(static r => !r.IsDraining && r.SeatsTaken > 0));
        Show("rooms", Help, "state", RoomView.Draining, rooms.Count(static r => r.IsDraining));
        foreach (var step in Enum.GetValues<Shedding>().Where(static s => s != Shedding.None))
        {
            Show("rooms_shedding", "Rooms that go without something for want of time, by the last step that they came to.", "step", FigureName.Of(step), rooms.Count(r => r.Shedding == step));
        }

        Show("room_time_rate_min", "Seconds in a second of the slowest room.", rooms.Count == 0 ? 1 : rooms.Min(static r => r.TimeRate));
        Show("seats_reserved", "Seats reserved and not taken yet.", rooms.Sum(static r => r.SeatsReserved));
        Show("inputs_buffered", "Inputs that wait for their tick.", rooms.Sum(static r => r.InputsBuffered));
        Show("seats_limited", "Players whose path takes less than their room would send.", rooms.Sum(static r => r.SeatsLimited));
        Show("draining", "1 while the server takes no new rooms.", fleet.Allocator.IsDraining ? 1 : 0);
        Count("rooms_allocated_total", "Rooms made through the API.", fleet.Allocator.Allocated);
        Count("rooms_moved_total", "Rooms that went to another shard, where there was more time.", fleet.Mover.Moved);
        Count("rooms_closed_total", "Rooms that ended, for whatever reason.", shards.Sum(static s => s.RoomsClosed));
        Count("rooms_failed_total", "Rooms closed because their game's code failed.", shards.Sum(static s => s.RoomsFailed));
        Count("rooms_set_aside_total", "Times that a shard went on without a room whose tick took too long.", shards.Sum(static s => s.RoomsSetAside));
        Count("rooms_hung_total", "Those among them whose code did not come back.", shards.Sum(static s => s.RoomsHung));
        Count("rooms_over_garbage_total", "Those among them whose ticks allocated more than a room may.", shards.Sum(static s => s.RoomsOverGarbage));
    }

    private void TakeTraffic(IReadOnlyList<ShardReport> shards)
    {
        Count("datagrams_total", "UDP datagrams.", "direction", "in", shards.Sum(static s => s.Transport.DatagramsReceived));
        Count("datagrams_total", "UDP datagrams.", "direction", "out", shards.Sum(static s => s.Transport.DatagramsSent));
        Count("bytes_total", "Their payload.", "direction", "in", shards.Sum(static s => s.Transport.BytesReceived));
        Count("bytes_total", "Their payload.", "direction", "out", shards.Sum(static s => s.Transport.BytesSent));
        const string Lost = "Datagrams that the machine lost or left for later.";
        Count("datagrams_lost_total", Lost, "where", "kernelReceive", shards.Sum(static s => s.Transport.KernelDrops));
        Count("datagrams_lost_total", Lost, "where", "send", shards.Sum(static s => s.Transport.SendErrors));
        Count("short_sends_total", "Batches of which the socket took only a part at first.", shards.Sum(static s => s.Transport.ShortSends));
        Count("socket_calls_total", "System calls for receiving and sending datagrams.", shards.Sum(static s => s.Transport.SystemCalls));
        Count("receive_leftovers_total", "Drains of the socket that stopped at their budget.", shards.Sum(static s => s.Transport.ReceiveLeftovers));
        Count("reliable_refused_total", "Reliable messages not sent because the player's queue was full.", shards.Sum(static s => s.Transport.ReliableQueueFull));
        foreach (var reason in Enum.GetValues<RefusalReason>())
        {
            Count("datagrams_refused_total", "Datagrams that were not let in.", "reason", FigureName.Of(reason), shards.Sum(s => s.Transport.Refused(reason)));
        }

        foreach (var reason in Enum.GetValues<GoodbyeReason>().Where(static r => r != GoodbyeReason.None))
        {
            Count("goodbyes_total", "Goodbyes said to players and refusals of joins, by reason.", "reason", FigureName.Of(reason), shards.Sum(s => s.Sessions.Goodbyes(reason)));
        }

        foreach (var reason in Enum.GetValues<TokenRefusal>().Where(static r => r != TokenRefusal.None))
        {
            Count("tokens_refused_total", "Connect tokens that were not genuine, not ours or too old.", "reason", FigureName.Of(reason), shards.Sum(s => s.TokensRefused(reason)));
        }
    }

    private void TakePlayers(IReadOnlyList<ShardReport> shards)
    {
        Show("players", "Seats taken.", "state", "connected", shards.Sum(static s => s.ConnectedCount));
        Show("players", "Seats taken.", "state", "lingering", shards.Sum(static s => s.SessionCount - s.ConnectedCount));
        Count("joins_total", "Players who took a seat.", shards.Sum(static s => s.Sessions.Joined));
        Count("resumes_total", "Players who came back to their seat.", shards.Sum(static s => s.Sessions.Resumed));
        Count("drops_total", "Connections that broke off under a player.", shards.Sum(static s => s.Sessions.Dropped));
        Count("chats_limited_total", "Chat lines not passed on because their player spoke too often.", shards.Sum(static s => s.Sessions.ChatsLimited));
        Count("corrections_total", "Predictions that clients had to correct, as they tell.", shards.Sum(static s => s.Totals.Inputs.Corrections));
        Count("rewinds_clamped_total", "Inputs whose client claimed a view that its measurements do not allow.", shards.Sum(static s => s.Totals.Inputs.RewindsClamped));
        Count("desyncs_total", "Hashes of what clients hold that did not match.", shards.Sum(static s => s.Totals.Replication.Desyncs));
        Count("hash_checks_total", "Such hashes that were compared.", shards.Sum(static s => s.Totals.Replication.HashChecks));
        Count("acks_total", "Acks taken in.", shards.Sum(static s => s.Totals.Replication.Acks));
        Count("snapshots_total", "Snapshots made.", shards.Sum(static s => s.Totals.Replication.Snapshots));
        Count("whole_entities_total", "Entities sent whole, for want of a baseline.", shards.Sum(static s => s.Totals.Replication.WholeRecords));
        Count("entities_deferred_total", "Changed entities that did not fit into a snapshot.", shards.Sum(static s => s.Totals.Replication.Deferred));
        Count("rate_cuts_total", "Queues seen in players' paths, each answered with less.", shards.Sum(static s => s.Totals.Replication.RateCuts));
        TakeInputs([.. shards.Select(static s => s.Totals)]);
    }

    private void TakeInputs(RoomTotals[] totals)
    {
        const string Help = "Inputs, and ticks without one, by what became of them.";
        Count("inputs_total", Help, "fate", "fresh", totals.Sum(static t => t.Inputs.InputsFresh));
        Count("inputs_total", Help, "fate", "repeated", totals.Sum(static t => t.Inputs.InputsRepeated));
        Count("inputs_total", Help, "fate", "neutral", totals.Sum(static t => t.Inputs.InputsNeutral));
        Count("inputs_total", Help, "fate", "late", totals.Sum(static t => t.Inputs.InputsLate));
        Count("inputs_total", Help, "fate", "refused", totals.Sum(static t => t.Inputs.InputsRefused));
        Count("input_datagrams_lost_total", "Input datagrams that had no effect.", "reason", "malformed", totals.Sum(static t => t.Inputs.DatagramsMalformed));
        Count("input_datagrams_lost_total", "Input datagrams that had no effect.", "reason", "inboxFull", totals.Sum(static t => t.InboxDropped));
        Count("input_datagrams_lost_total", "Input datagrams that had no effect.", "reason", "tooLong", totals.Sum(static t => t.InboxRefused));
    }

    private void TakeHttp()
    {
        Show("http_connections", "HTTP connections that are open.", http.Connections());
        Show("http_streams", "Event streams that are open.", http.Streams);
        foreach (var refusal in Enum.GetValues<HttpRefusal>())
        {
            Count("http_refused_total", "What the HTTP side turned away, or ended before its time.", "reason", FigureName.Of(refusal), http.Refused(refusal));
        }
    }

    private void TakeProcess()
    {
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
        {
            Count("gc_collections_total", "Garbage collections.", "generation", generation.ToString(CultureInfo.InvariantCulture), GC.CollectionCount(generation));
        }

        using var process = Process.GetCurrentProcess();
        Count("gc_pause_seconds_total", "Time that the process stood still for them.", GC.GetTotalPauseDuration().TotalSeconds);
        Count("cpu_seconds_total", "CPU time of the process.", process.TotalProcessorTime.TotalSeconds);
        Show("memory_bytes", "Memory.", "kind", "heap", GC.GetTotalMemory(forceFullCollection: false));
        Show("memory_bytes", "Memory.", "kind", "workingSet", process.WorkingSet64);
    }

    private void Count(string name, string help, double value) => CounterOf(name, help).IncTo(value);

    private void Count(string name, string help, string label, string labelValue, double value) => CounterOf(name, help, label).WithLabels(labelValue).IncTo(value);

    private void Show(string name, string help, double value) => GaugeOf(name, help).Set(value);

    private void Show(string name, string help, string label, string labelValue, double value) => GaugeOf(name, help, label).WithLabels(labelValue).Set(value);

    private Counter CounterOf(string name, string help, params string[] labels)
    {
        if (!counters.TryGetValue(name, out var counter))
        {
            counters.Add(name, counter = make.CreateCounter(Prefix + name, help, labels));
        }

        return counter;
    }

    private Gauge GaugeOf(string name, string help, params string[] labels)
    {
        if (!gauges.TryGetValue(name, out var gauge))
        {
            gauges.Add(name, gauge = make.CreateGauge(Prefix + name, help, labels));
        }

        return gauge;
    }
}
