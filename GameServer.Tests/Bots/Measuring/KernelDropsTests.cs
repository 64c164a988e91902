using System.Net;
using System.Net.Sockets;
using GameServer.Tools.Bots.Measuring;

namespace GameServer.Tests.Bots.Measuring;

[NonParallelizable]
internal sealed class KernelDropsTests
{
    [Test]
    public void WhatAFullBufferLosesIsCounted()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Ignore("skipped: only Linux counts them.");
        }

        using var receiver = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4096 };
        receiver.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var sender = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var before = KernelDrops.Count();
        for (var i = 0; i < 200; i++)
        {
            sender.SendTo(new byte[1000], receiver.LocalEndPoint!);
        }

        var received = 0;
        for (var buffer = new byte[1000]; receiver.Available > 0; received++)
        {
            receiver.Receive(buffer);
        }

        Assert.That(received, Is.LessThan(200));
        Assert.That(KernelDrops.Count() - before, Is.EqualTo(200 - received));
    }
}
