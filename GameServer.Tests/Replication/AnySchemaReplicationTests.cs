using System.Globalization;
using GameServer.Protocol.Snapshots;

namespace GameServer.Tests.Replication;

/// <summary>
/// Whatever the schema, the world, the codec model and the network: what is held is the history, no hash raises a false alarm, nobody
/// holds another's secrets. Samples are numbered, and a number is all that replays one.
/// </summary>
internal sealed class AnySchemaReplicationTests
{
    private const int SamplesDefault = 3_000;
    private const int FailuresShown = 5;

    private static int Samples => Variable("GAMESERVER_SAMPLES", SamplesDefault);

    private static int First => Variable("GAMESERVER_SAMPLES_FROM", 0);

    [Test]
    public void WhatIsHeldOfAnySchemaIsItsHistory()
    {
        var failures = new List<(int Number, string Failure)>();
        Parallel.For(First, First + Samples, (number, loop) =>
        {
            if (AnySample.Failure(number) is { } failure)
            {
                lock (failures)
                {
                    failures.Add((number, failure));
                }

                loop.Stop();
            }
        });
        Assert.That(failures, Is.Empty, string.Join('\n', failures.Take(FailuresShown).Select(static f => $"{f.Failure}\n{ReplayOf(f.Number)}")));
    }

    // The samples would be worth little if they could not tell a server that is wrong.
    [TestCase(ExactnessRules.NewestTickWins)]
    [TestCase(ExactnessRules.BaselinesAreChecked)]
    [TestCase(ExactnessRules.HashGoesWithNewestAck)]
    [TestCase(ExactnessRules.UnreportedIsUncertain)]
    [TestCase(ExactnessRules.DeltaStaysWithItsEntity)]
    [TestCase(ExactnessRules.AckedHashIsKept)]
    public void RuleThatIsLeftOutIsMissed(object rule) =>
        Assert.That(Enumerable.Range(0, SamplesDefault).Select(number => AnySample.Failure(number, ExactnessRules.All & ~(ExactnessRules)rule)), Has.Some.Not.Null);

    private static string ReplayOf(int number) =>
        $"replay: GAMESERVER_SAMPLES_FROM={number} GAMESERVER_SAMPLES=1 dotnet test GameServer.Tests --filter {nameof(AnySchemaReplicationTests)}";

    private static int Variable(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
