using System.Reflection;
using System.Runtime.Loader;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Repository;
using GameServer.Tests.Support;
using GameServer.Tools.Simulator.Matches;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GameServer.Tests.Documents;

/// <summary>The game that the README shows, compiled and played as it stands there.</summary>
public sealed class ReadmeGameTests
{
    private const int LinesMax = 60;

    [Test]
    public void TheGameHasAtMostSixtyLines() => Assert.That(Text().Split('\n'), Has.Length.LessThanOrEqualTo(LinesMax));

    [Test]
    public void TheGameCompilesAndIsPlayed()
    {
        var game = Compile(Text()).GetTypes().Single(t => t.IsSubclassOf(typeof(Game)));
        var types = game.BaseType!.GetGenericArguments();
        var play = typeof(ReadmeGameTests).GetMethod(nameof(Play), BindingFlags.NonPublic | BindingFlags.Static)!;
        play.MakeGenericMethod(game, types[0], types[1]).Invoke(null, null);
    }

    private static void Play<TGame, TInput, TAvatar>()
        where TGame : Game<TInput, TAvatar>, new()
        where TInput : struct
        where TAvatar : struct
    {
        using var match = new TestMatch<TInput, TAvatar>(() => new TGame(), PressEverything<TInput>, new SimulationSettings { Clients = 4, Profile = DriftMatch.ProfileOf("N1") });
        match.Run(ticks: 600);
        match.AssertEveryClientAgrees();
        foreach (var player in match.Players)
        {
            Assert.That(player.Client.View.HasAvatar, Is.True);
            Assert.That(player.Client.View.All<TAvatar>().Length, Is.EqualTo(3), "each player sees the three others");
        }
    }

    // Whatever the input is called: sticks right, buttons down, each seat in another direction.
    private static TInput PressEverything<TInput>(Tick tick, SeatId seat)
        where TInput : struct
    {
        object input = default(TInput);
        foreach (var field in typeof(TInput).GetFields())
        {
            field.SetValue(input, field.FieldType == typeof(bool) ? true : field.FieldType == typeof(float) ? (object)(seat.Index - 1.5f) : 1);
        }

        return (TInput)input;
    }

    private static string Text()
    {
        var readme = File.ReadAllText(Path.Combine(SourceTree.Root, "README.md"));
        var start = readme.IndexOf("```csharp\n", StringComparison.Ordinal) + "```csharp\n".Length;
        return readme[start..readme.IndexOf("\n```", start, StringComparison.Ordinal)];
    }

    private static Assembly Compile(string text)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var usings = CSharpSyntaxTree.ParseText("global using System;");
        var compilation = CSharpCompilation.Create("Readme", [CSharpSyntaxTree.ParseText(text), usings], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.That(result.Success, Is.True, string.Join('\n', result.Diagnostics));
        image.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(image);
    }
}
