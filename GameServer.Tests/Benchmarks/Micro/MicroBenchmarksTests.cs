using System.Reflection;
using BenchmarkDotNet.Attributes;
using GameServer.Benchmarks.Micro;

namespace GameServer.Tests.Benchmarks.Micro;

/// <summary>A benchmark that nobody runs breaks unnoticed: each is run once here.</summary>
internal sealed class MicroBenchmarksTests
{
    private static Type[] Types => MicroBenchmarks.All;

    [Test]
    public void EveryBenchmarkIsOffered()
    {
        var written = typeof(MicroBenchmarks).Assembly.GetTypes().Where(static type => type.GetMethods().Any(IsBenchmark));
        Assert.That(written, Is.EquivalentTo(Types));
    }

    [TestCaseSource(nameof(Types))]
    public void RunsOnce(Type type)
    {
        var benchmark = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties())
        {
            if (property.GetCustomAttribute<ParamsAttribute>() is { } values)
            {
                property.SetValue(benchmark, values.Values[0]);
            }
        }

        type.GetMethods().SingleOrDefault(static method => method.GetCustomAttribute<GlobalSetupAttribute>() is not null)?.Invoke(benchmark, null);
        foreach (var method in type.GetMethods().Where(IsBenchmark))
        {
            Assert.That(() => method.Invoke(benchmark, null), Throws.Nothing, method.Name);
        }
    }

    private static bool IsBenchmark(MethodInfo method) => method.GetCustomAttribute<BenchmarkAttribute>() is not null;
}
