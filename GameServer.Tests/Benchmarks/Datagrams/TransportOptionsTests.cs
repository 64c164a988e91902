using GameServer.Benchmarks.Datagrams;
using GameServer.Sockets;

namespace GameServer.Tests.Benchmarks.Datagrams;

internal sealed class TransportOptionsTests
{
    [Test]
    public void DefaultsAreTheContracts() => Assert.That(
        new TransportOptions(),
        Is.EqualTo(new TransportOptions { Clients = 1000, Down = 200, Up = 60, Hz = 60, Path = TransportPath.Auto }).And.Property(nameof(TransportOptions.Problem)).Empty);

    [TestCase(0, 200, 60, 60, 6, "--clients")]
    [TestCase(1000, 7, 60, 60, 6, "--down")]
    [TestCase(1000, 1176, 60, 60, 6, "--down")]
    [TestCase(1000, 200, 7, 60, 6, "--up")]
    [TestCase(1000, 200, 1176, 60, 6, "--up")]
    [TestCase(1000, 200, 60, 0, 6, "--hz")]
    [TestCase(1000, 200, 60, 60, double.NaN, "--seconds")]
    public void WhatIsOutOfRangeIsNamed(int clients, int down, int up, int hz, double seconds, string name) => Assert.That(
        new TransportOptions { Clients = clients, Down = down, Up = up, Hz = hz, Seconds = seconds }.Problem,
        Does.StartWith(name).And.EndsWith("."));
}
