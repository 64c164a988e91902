using GameServer.Benchmarks.Commands;

namespace GameServer.Tests.Benchmarks.Commands;

internal sealed class BenchmarksCommandTests
{
    [TestCase("")]
    [TestCase("weigh")]
    [TestCase("scenario")]
    [TestCase("scenario stampede")]
    [TestCase("scenario crowd --players 0")]
    [TestCase("scenario crowd --players many")]
    [TestCase("scenario crowd --tick 60 --snapshot 50")]
    [TestCase("scenario crowd --profile N99")]
    [TestCase("scenario crowd --seconds 0")]
    [TestCase("scenario crowd --server-dll /no/such/file.dll")]
    [TestCase("scenario crowd --expect serverCpu")]
    [TestCase("scenario crowd --json /no/such/folder/file.json")]
    [TestCase("scenario crowd --bogus 1")]
    [TestCase("scenario crowd --rooms 2")]
    [TestCase("scenario crowd --shards 2")]
    [TestCase("scenario rooms --rooms 0")]
    [TestCase("scenario rooms --rooms 1001")]
    [TestCase("scenario rooms --rooms 1000 --players 11")]
    [TestCase("scenario rooms --shards 0")]
    [TestCase("scenario rooms --players 0")]
    [TestCase("scenario rooms --decode-share 2")]
    [TestCase("scenario rooms --expect held")]
    [TestCase("scenario bodies --count 0")]
    [TestCase("scenario cubes")]
    [TestCase("scenario cubes --data /no/such/file.br")]
    [TestCase("scenario cubes --data GameServer.Tests.dll --baseline-age 0")]
    [TestCase("scenario cubes --data GameServer.Tests.dll --baseline-age 1,many")]
    [TestCase("scenario cubes --bogus")]
    [TestCase("scenario allocate --per-second 0")]
    [TestCase("scenario allocate --per-second many")]
    [TestCase("scenario allocate --players 65")]
    [TestCase("scenario transport --clients 0")]
    [TestCase("scenario transport --path pigeon")]
    [TestCase("scenario allocate --server-dll /no/such/file.dll")]
    [TestCase("scenario peer")]
    [TestCase("scenario peer pigeons")]
    [TestCase("scenario peer colyseus --players 0")]
    [TestCase("scenario peer colyseus --players 100 --rooms 11")]
    [TestCase("scenario peer colyseus --patch-hz 25")]
    [TestCase("scenario peer colyseus --seconds 121")]
    [TestCase("scenario peer colyseus --client-processes 17")]
    [TestCase("scenario peer colyseus --bots-dll /no/such/file.dll")]
    [TestCase("scenario peer colyseus --expect ratio")]
    public void BadUsageIsOneSentenceAndExitCodeTwo(string arguments)
    {
        var (exitCode, errors) = Run(arguments);
        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(errors.TrimEnd('\n').Split('\n'), Has.Length.EqualTo(1));
        Assert.That(errors, Does.EndWith(".\n"));
    }

    [Test]
    public void AScenarioThatIsNotThereIsAnsweredWithThoseThatAre() => Assert.That(Run("scenario stampede").Errors, Does.Contain("crowd, rooms, bodies, cubes, allocate"));

    [TestCase("--help")]
    [TestCase("scenario --help")]
    [TestCase("scenario crowd --help")]
    [TestCase("scenario rooms --help")]
    [TestCase("scenario bodies --help")]
    [TestCase("scenario cubes --help")]
    [TestCase("scenario allocate --help")]
    [TestCase("scenario transport --help")]
    [TestCase("scenario peer --help")]
    [TestCase("scenario peer colyseus --help")]
    public void HelpIsNoFailure(string arguments) => Assert.That(Run(arguments), Is.EqualTo((0, "")));

    private static (int ExitCode, string Errors) Run(string arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var exitCode = new BenchmarksCommand(output, errors).Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return (exitCode, errors.ToString());
    }
}
