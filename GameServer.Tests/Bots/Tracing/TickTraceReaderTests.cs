using GameServer.Reports;
using GameServer.Simulation.Identity;
using GameServer.Tools.Bots.Tracing;

namespace GameServer.Tests.Bots.Tracing;

internal sealed class TickTraceReaderTests
{
    private string folder = "";

    private string Trace => Path.Combine(folder, "trace");

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("trace-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void WhatTheServerSealsTheBotsRead()
    {
        using var writer = MappedTickTrace.Create(Trace);
        using var reader = Open();
        writer.Sealed(3, new Tick(41), 1_000);
        writer.Sealed(3, new Tick(42), 2_000);
        Assert.That(reader.Newest(3), Is.EqualTo(42));
        Assert.That(reader.TryGetSealTime(3, 41, out var time), Is.True);
        Assert.That(time, Is.EqualTo(1_000));
    }

    [Test]
    public void ATickLongPastIsForgotten()
    {
        using var writer = MappedTickTrace.Create(Trace);
        using var reader = Open();
        for (var tick = 1; tick <= 1000; tick++)
        {
            writer.Sealed(1, new Tick((uint)tick), tick);
        }

        Assert.That(reader.TryGetSealTime(1, 1000, out _), Is.True);
        Assert.That(reader.TryGetSealTime(1, 700, out _), Is.False);
    }

    [Test]
    public void NothingIsKnownOfARoomThatWasNotTraced()
    {
        using var writer = MappedTickTrace.Create(Trace);
        using var reader = Open();
        writer.Sealed(1, new Tick(5), 5);
        Assert.That(reader.Newest(2), Is.Zero);
        Assert.That(reader.Newest(1025), Is.Zero, "shares the first room's place");
        Assert.That(reader.TryGetSealTime(1025, 5, out _), Is.False);
        Assert.That(reader.TryGetSealTime(2, 0, out _), Is.False);
    }

    [Test]
    public void AFileThatIsNoTraceIsRefusedWithASentence()
    {
        Assert.That(TickTraceReader.TryOpen(Trace, out _, out var problem), Is.False);
        Assert.That(problem, Does.EndWith("."));
        File.WriteAllText(Trace, "short");
        Assert.That(TickTraceReader.TryOpen(Trace, out _, out problem), Is.False);
        File.WriteAllBytes(Trace, new byte[8 * 1024 * 1024]);
        Assert.That(TickTraceReader.TryOpen(Trace, out _, out problem), Is.False);
        Assert.That(problem, Does.Contain("no tick trace"));
    }

    private TickTraceReader Open() => TickTraceReader.TryOpen(Trace, out var reader, out var problem) ? reader : throw new AssertionException(problem);
}
