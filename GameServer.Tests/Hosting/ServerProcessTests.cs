using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace GameServer.Tests.Hosting;

/// <summary>What an operator's shell sees: exit codes, and what is on which stream.</summary>
[Category("RealUdp")]
internal sealed class ServerProcessTests
{
    [TestCase("--bogus")]
    [TestCase("--snapshot 50")]
    [TestCase("--room-config map=moon")]
    [TestCase("--config nowhere.json")]
    [TestCase("--config .")]
    [TestCase("--port abc")]
    public void BadUsageEndsWithTwoAndOneSentence(string arguments) => AssertRefused(ServerProcess.Run(arguments.Split(' ')));

    [Test]
    public void PortInUseEndsWithTwoAndOneSentence()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)other.LocalEndPoint!).Port;
        var result = ServerProcess.Run(["--open", "--stats", "--port", $"{port}"]);
        AssertRefused(result);
        Assert.That(result.Error, Does.Contain($"{port}"));
    }

    [Test]
    public void HttpPortInUseEndsWithTwoAndOneSentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var result = ServerProcess.Run(["--port", "0", "--stats"], ("GAMESERVER__HTTP", $"{port}"));
        AssertRefused(result);
        Assert.That(result.Error, Does.Contain($"TCP port {port}"));
    }

    [TestCase("203.0.113.9")]
    [TestCase("2001:db8::9")]
    public void AddressOfAnotherMachineIsNotToldAsAPortInUse(string address)
    {
        Assume.That(!address.Contains(':', StringComparison.Ordinal) || Socket.OSSupportsIPv6, "A machine without IPv6 says so instead.");
        var result = ServerProcess.Run(["--address", address, "--port", "0"]);
        AssertRefused(result);
        Assert.That(result.Error, Does.Contain($"{address} is not an address of this machine").And.Not.Contain("in use"));
    }

    [Test]
    public void EnvironmentVariableOfTheWrongKindIsOneSentence()
    {
        var result = ServerProcess.Run([], ("GAMESERVER__PORT", "abc"));
        AssertRefused(result);
        Assert.That(result.Error, Does.StartWith("GameServer:Port (--port) must be a whole number, 0 to 65535, not \"abc\"."));
    }

    [Test]
    public void EnvironmentVariableSetsAnOption()
    {
        var result = ServerProcess.Run([], ("GAMESERVER__TICK", "999"));
        AssertRefused(result);
        Assert.That(result.Error, Does.StartWith("GameServer:Tick"));
    }

    [Test]
    public void HelpEndsWithZero()
    {
        var (exitCode, output, error) = ServerProcess.Run(["--help"]);
        Assert.That(exitCode, Is.Zero);
        Assert.That(output, Does.Contain("--port").And.Contain("--tick-trace"));
        Assert.That(error, Is.Empty);
    }

    [Test]
    [Platform("Linux")]
    public void EachLineInIsOneLineOfJsonOutAndTermEndsWithZero()
    {
        using var server = ServerProcess.Start(["--open", "--port", "0", "--stats"]);
        while (server.Error.ReadLine() is { } line && !line.Contains("ready", StringComparison.Ordinal))
        {
            Assert.That(line, Does.Not.Contain("crit:"));
        }

        var first = Ask(server);
        var second = Ask(server);
        Assert.That(second.GetProperty("uptimeSeconds").GetDouble(), Is.GreaterThan(first.GetProperty("uptimeSeconds").GetDouble()));
        Assert.That(second.GetProperty("allocatedBytes").GetInt64(), Is.EqualTo(first.GetProperty("allocatedBytesAfter").GetInt64()),
            "an empty server that allocates between two reports");
        Assert.That(server.Stop(TimeSpan.FromSeconds(5)), Is.Zero);
        Assert.That(server.Output.ReadToEnd(), Is.Empty);
    }

    private static JsonElement Ask(ServerProcess server)
    {
        server.AskForStats();
        return JsonDocument.Parse(server.Output.ReadLine()!).RootElement;
    }

    private static void AssertRefused((int ExitCode, string Output, string Error) result)
    {
        Assert.That(result.ExitCode, Is.EqualTo(2), result.Error);
        Assert.That(result.Error.TrimEnd('\r', '\n'), Does.Match(@"^[^\n]+\.$"));
        Assert.That(result.Output, Is.Empty);
    }
}
