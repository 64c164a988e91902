using GameServer.Client.Conditioning;
using GameServer.Simulation.Numerics;

namespace GameServer.Tools.Simulator.Swarm;

/// <summary>Networks drawn at random: each has some of everything that a network can do, most have little.</summary>
internal static class Weather
{
    /// <summary>What the links are when the faults have stopped.</summary>
    public static LinkProfile Calm { get; } = new("calm", Way(0.02, 0.002), Way(0.02, 0.002));

    public static LinkProfile Draw(ref RoomRandom random)
    {
        var delay = random.NextInt(4) == 0 ? random.NextFloat(0.1f, 0.3f) : random.NextFloat(0, 0.1f);
        var profile = new LinkProfile("swarm", Direction(ref random, delay), Direction(ref random, delay));
        return random.NextInt(5) switch
        {
            0 => profile with { Phases = [new LinkPhase(random.NextFloat(0.2f, 2), random.NextFloat(0.1f, 3)) { IsOutage = true }] },
            1 => profile with { Phases = [new LinkPhase(random.NextFloat(0.2f, 2), random.NextFloat(0.1f, 0.8f)) { IsStall = true }] },
            2 => profile with { Phases = [new LinkPhase(random.NextFloat(0.2f, 2), random.NextFloat(0.5f, 3)) { ExtraDelaySeconds = random.NextFloat(0.05f, 0.3f) }] },
            3 => profile with { Phases = [new LinkPhase(random.NextFloat(0.2f, 2), random.NextFloat(1, 4)) { BytesPerSecond = random.NextInt(6_000) + 4_000 }] },
            _ => profile,
        };
    }

    private static LinkDirection Direction(ref RoomRandom random, float delay) => new()
    {
        DelaySeconds = delay,
        JitterSeconds = random.NextInt(3) == 0 ? random.NextFloat(0, 0.06f) : random.NextFloat(0, 0.01f),
        LossShare = random.NextInt(3) == 0 ? random.NextFloat(0, 0.25f) : random.NextFloat(0, 0.03f),
        LossBurstMean = random.NextInt(2) == 0 ? 1 : random.NextFloat(1, 6),
        DuplicateShare = random.NextInt(3) == 0 ? random.NextFloat(0, 0.25f) : 0,
        CorruptShare = random.NextInt(4) == 0 ? random.NextFloat(0, 0.03f) : 0,
        ReorderShare = random.NextInt(3) == 0 ? random.NextFloat(0, 0.3f) : 0,
        ReorderSeconds = random.NextFloat(0, 0.08f),
    };

    private static LinkDirection Way(double delay, double jitter) => new() { DelaySeconds = delay, JitterSeconds = jitter };
}
