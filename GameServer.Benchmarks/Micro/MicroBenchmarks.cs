namespace GameServer.Benchmarks.Micro;

/// <summary>The microbenchmarks that `micro` offers.</summary>
internal static class MicroBenchmarks
{
    public static Type[] All =>
    [
        typeof(CodecBenchmarks), typeof(ModelledCodecBenchmarks), typeof(AckTrackerBenchmarks), typeof(RoomBenchmarks), typeof(JoinBenchmarks), typeof(BodiesBenchmarks),
        typeof(RoomInboxBenchmarks), typeof(ClientBenchmarks), typeof(WholeClientBenchmarks), typeof(SendRingBenchmarks), typeof(InterestBenchmarks),
    ];
}
