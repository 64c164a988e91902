using System.Net;
using System.Net.Sockets;
using GameServer.Tools.Bots.Commands;

namespace GameServer.Tests.Bots.Commands;

internal sealed class BotsCommandTests
{
    [TestCase("")]
    [TestCase("--server nowhere")]
    [TestCase("--server 127.0.0.1:9 --clients many")]
    [TestCase("--server 127.0.0.1:9 --clients 0")]
    [TestCase("--server 127.0.0.1:9 --clients 4 --rooms 5")]
    [TestCase("--server 127.0.0.1:9 --shards 0")]
    [TestCase("--server 127.0.0.1:65535 --shards 2")]
    [TestCase("--server 127.0.0.1:9 --seconds 0")]
    [TestCase("--server 127.0.0.1:9 --seconds NaN")]
    [TestCase("--server 127.0.0.1:9 --warmup -1")]
    [TestCase("--server 127.0.0.1:9 --cooldown -1")]
    [TestCase("--server 127.0.0.1:9 --inputs-hz 0")]
    [TestCase("--server 127.0.0.1:9 --clock-ppm -1")]
    [TestCase("--server 127.0.0.1:9 --decode-share 1.5")]
    [TestCase("--server 127.0.0.1:9 --threads 0")]
    [TestCase("--server 127.0.0.1:9 --transport pigeon")]
    [TestCase("--server [::1]:9 --transport batched")]
    [TestCase("--server 127.0.0.1:9 --profile N99")]
    [TestCase("--server 127.0.0.1:9 --room-prefix a/b")]
    [TestCase("--server 127.0.0.1:9 --expect botsCpu=<1")]
    [TestCase("--server 127.0.0.1:9 --expect snapshotAge.p99<100")]
    [TestCase("--server 127.0.0.1:9 --json /no/such/folder/file.json")]
    [TestCase("--server 127.0.0.1:9 --tick-trace /no/such/file")]
    [TestCase("--server 127.0.0.1:9 --record /no/such/folder/match.rec")]
    [TestCase("--server 127.0.0.1:9 --record match.rec --decode-share 0")]
    [TestCase("--server 127.0.0.1:9 --api http://localhost")]
    [TestCase("--server 127.0.0.1:9 --chat-every -1")]
    [TestCase("--server 127.0.0.1:9 --chat-every 0.01")]
    [TestCase("--server 127.0.0.1:9 --keep-rooms")]
    [TestCase("--server 127.0.0.1:9 --room-config map=field")]
    [TestCase("--server 127.0.0.1:9 --key secret")]
    [TestCase("--api localhost")]
    [TestCase("--api ftp://localhost")]
    [TestCase("--api /v1/rooms")]
    [TestCase("--api http://localhost?x=1")]
    [TestCase("--api http://localhost --shards 2")]
    [TestCase("--api http://localhost --key \u00e9")]
    [TestCase("--api http://localhost --clients 0")]
    public void BadUsageIsOneSentenceAndExitCodeTwo(string arguments)
    {
        var (exitCode, output, errors) = Run(arguments);
        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(output, Is.Empty);
        Assert.That(errors.TrimEnd('\n').Split('\n'), Has.Length.EqualTo(1));
        Assert.That(errors, Does.EndWith(".\n"));
    }

    [Test]
    public void HelpNamesEveryOptionAndIsNoFailure()
    {
        var (exitCode, output, errors) = Run("--help");
        Assert.That(exitCode, Is.Zero);
        Assert.That(errors, Is.Empty);
        foreach (var option in new[] { "--server", "--api", "--key", "--room-config", "--keep-rooms", "--chat-every", "--clients", "--rooms", "--shards", "--seconds", "--cooldown", "--profile", "--inputs-hz", "--clock-ppm", "--decode-share", "--expect", "--json", "--seed", "--warmup", "--tick-trace", "--threads", "--transport", "--record" })
        {
            Assert.That(output, Does.Contain(option));
        }
    }

    [Test]
    public void AnApiThatIsNotThereIsOneSentenceAndExitCodeOne()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var (exitCode, output, errors) = Run($"--api http://127.0.0.1:{port} --clients 2 --rooms 2");
        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(output, Is.Empty);
        Assert.That(errors, Does.Match(@"^The API at http://127\.0\.0\.1:\d+/ cannot be reached[^\n]*\.\n$"));
    }

    private static (int ExitCode, string Output, string Errors) Run(string arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var exitCode = new BotsCommand(output, errors, CancellationToken.None).Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return (exitCode, output.ToString(), errors.ToString());
    }
}
