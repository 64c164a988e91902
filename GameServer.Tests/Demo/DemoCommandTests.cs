using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using GameServer.Tools.Demo.Commands;

namespace GameServer.Tests.Demo;

[NonParallelizable]
internal sealed class DemoCommandTests
{
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();

    [TearDown]
    public void ForgetOutput()
    {
        output.GetStringBuilder().Clear();
        errors.GetStringBuilder().Clear();
    }

    [TestCase("--bogus")]
    [TestCase("--seconds", "0")]
    [TestCase("--seconds", "soon")]
    [TestCase("--port", "70000")]
    [TestCase("--http", "70000")]
    [TestCase("--json", "/nowhere/at/all.json")]
    public void BadUsageEndsWithTwoAndOneSentence(params string[] arguments)
    {
        Assert.That(Run(arguments), Is.EqualTo(2));
        Assert.That(errors.ToString().TrimEnd(), Does.Match(@"^[^\n]+\.$"));
        Assert.That(output.ToString(), Is.Empty);
    }

    [Test]
    public void HelpEndsWithZero()
    {
        Assert.That(Run("--help"), Is.Zero);
        Assert.That(output.ToString(), Does.Contain("--seconds").And.Contain("--http").And.Contain("--json"));
    }

    [Test]
    [Category("RealUdp")]
    public void PortInUseEndsWithTwo()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.That(Run("--port", $"{((IPEndPoint)other.LocalEndPoint!).Port}"), Is.EqualTo(2));
        Assert.That(errors.ToString(), Does.Contain("in use"));
    }

    [Test]
    [Category("RealUdp")]
    public void HttpPortInUseIsToldAndAnotherTaken()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        Assert.That(Run("--seconds", "2", "--http", $"{port}"), Is.Zero, errors.ToString());
        Assert.That(output.ToString(), Does.Contain($"TCP port {port} is taken").And.Match(@"Operations page: http://127\.0\.0\.1:[1-9]\d*/").And.Not.Contain($"127.0.0.1:{port}/"));
    }

    [Test]
    [Category("RealUdp")]
    public void EightPlayersPlayAndAreToldOfTheEnd()
    {
        var file = Path.GetTempFileName();
        try
        {
            Assert.That(Run("--seconds", "3", "--http", "0", "--json", file), Is.Zero, errors.ToString());
            var json = JsonDocument.Parse(File.ReadAllText(file)).RootElement;
            Assert.That(json.GetProperty("players").GetInt32(), Is.EqualTo(8));
            Assert.That(json.GetProperty("playersTold").GetInt32(), Is.EqualTo(8));
            Assert.That(json.GetProperty("tickHz").GetDouble(), Is.GreaterThan(30));
            Assert.That(output.ToString(), Does.Contain("ticks/s, 8 players").And.Contain("8 players were told that the match ends, and saw it end."));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private int Run(params string[] arguments) => new DemoCommand(output, errors).Run(arguments);
}
