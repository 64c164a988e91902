using GameServer.Client.Sessions;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Numerics;
using GameServer.Tools.Simulator.Checks;
using GameServer.Tools.Simulator.Games;
using GameServer.Tools.Simulator.Matches;
using GameServer.Tools.Simulator.Swarm;

namespace GameServer.Tools.Simulator.Runs;

/// <summary>Plays one seed from its first moment to its last, with every checker at work. One thread; the same seed gives the same run.</summary>
internal sealed class SeedRun(ulong seed, RunOptions options)
{
    private const double CalmSeconds = 7;
    private const double QuietSeconds = 2;
    private const double QuietSecondsFar = 8;
    private const long LookBackNs = 1_000_000_000;
    private const int TickRate = 60;
    private const int OneInMist = 4;
    private const int DatagramBytesMin = 90;

    private static readonly EntityCodecs ArenaCodecs = new(ArenaPlay.With(0).Make());
    private static readonly EntityCodecs MistCodecs = new(MistPlay.With(0, secret: 0).Make());

    public static SeedResult Run(ulong seed, RunOptions options) => new SeedRun(seed, options).Run();

    private SeedResult Run()
    {
        if (!options.IsSwarm || seed % OneInMist != 0)
        {
            return Run(ArenaPlay.With(seed), ArenaCodecs, isWatched: true);
        }

        // The same match twice, but for what is hidden from all.
        var first = Run(MistPlay.With(seed, secret: 1), MistCodecs, isWatched: true);
        var second = Run(MistPlay.With(seed, secret: 2), MistCodecs, isWatched: false);
        if (first.Fingerprint != second.Fingerprint)
        {
            first.Findings.Add("secrecy", -1, "datagrams to seats differ with what is hidden from them");
        }

        return first with { SimulatedSeconds = first.SimulatedSeconds + second.SimulatedSeconds };
    }

    private SeedResult Run<TInput, TAvatar>(Play<TInput, TAvatar> play, EntityCodecs codecs, bool isWatched)
        where TInput : struct
        where TAvatar : struct
    {
        var length = (long)(options.Minutes * 60e9);
        var quietFrom = double.PositiveInfinity;
        var now = () => 0.0;
        using var match = new SimulatedMatch<TInput, TAvatar>(play.Make, (tick, seat) => now() < quietFrom ? play.Press(tick, seat) : play.WithoutPresses(play.Press(tick, seat)), Settings(play.Config, codecs));
        var end = match.Now + length;
        now = () => match.Seconds;
        quietFrom = (end / 1e9) - (options.Profile is "N9" or "N10" ? QuietSecondsFar : QuietSeconds);
        var calmAt = options.IsSwarm ? end - (long)(CalmSeconds * 1e9) : end;
        var audit = isWatched ? new Audit<TInput, TAvatar>(match, play, TickRate, options.IsSwarm ? calmAt + (long)(CalmCheck.Grace * 1e9) : long.MaxValue) : null;
        var fingerprint = new Fingerprint<TInput, TAvatar>();
        match.PlayerAdded += fingerprint.Follow;
        if (options.IsSwarm)
        {
            _ = new Faults<TInput, TAvatar>(match, seed, options.Players, calmAt) { Flipped = audit is null ? null : audit.Excuse };
        }
        else
        {
            new Benches<TInput, TAvatar>(match, options.Profile, options.Players, end - (long)(QuietSeconds * 1e9)).Enter();
        }

        var findings = audit?.Findings ?? new Findings(() => match.Seconds);
        try
        {
            match.RunTo(end - LookBackNs);
            audit?.NearEnd();
            match.RunTo(end);
            audit?.End(options.IsSwarm);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            findings.Add("exception", -1, $"{exception.GetType().Name}: {exception.Message} {exception.StackTrace?.Split('\n').FirstOrDefault()?.Trim()}");
        }

        var (replication, inputs) = match.Rooms.TryGet(SimulatedMatch<TInput, TAvatar>.RoomName, out var room) ? room.Sum() : default;
        return new SeedResult(seed, options.Minutes * 60, findings, replication, inputs, fingerprint.Value);
    }

    private SimulationSettings Settings(string config, EntityCodecs codecs)
    {
        var random = new RoomRandom(seed, stream: 2);
        return new SimulationSettings
        {
            Seed = seed,
            Clients = 0,
            SeatsMax = options.Players + 2,
            Config = config,
            TickRate = TickRate,
            IsTagged = options.IsSwarm || options.Profile == "N10",
            BytesPerSecondMax = options.IsSwarm && random.NextInt(4) == 0 ? 4_000 + random.NextInt(8_000) : 128 * 1024,
            SnapshotRate = options.IsSwarm && random.NextInt(3) == 0 ? 30 : TickRate,

            // So small that a snapshot of a few players is divided.
            DatagramBytesMax = options.IsSwarm && random.NextInt(3) == 0 ? DatagramBytesMin + random.NextInt(DatagramBytesMin) : DatagramLimits.PayloadBytesMax,
            ClientOptions = new ClientOptions { Codecs = codecs, ReconnectPauseSeconds = options.IsSwarm ? 0.25 : 1 },
        };
    }
}
