using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GameServer.Sockets;

namespace GameServer.Tests.Sockets;

/// <summary>The kernel reads these by their offsets, which are the same on x64 and arm64, under glibc and musl.</summary>
internal sealed unsafe class BatchLayoutTests
{
    [Test]
    public void VectorIsTwoWords()
    {
        Assert.That(sizeof(IoVector), Is.EqualTo(16));
        Assert.That(OffsetOf<IoVector>(nameof(IoVector.Bytes)), Is.EqualTo(8));
    }

    [TestCase(nameof(MessageHeader.Name), 0)]
    [TestCase(nameof(MessageHeader.NameBytes), 8)]
    [TestCase(nameof(MessageHeader.Vectors), 16)]
    [TestCase(nameof(MessageHeader.VectorCount), 24)]
    [TestCase(nameof(MessageHeader.Control), 32)]
    [TestCase(nameof(MessageHeader.ControlBytes), 40)]
    [TestCase(nameof(MessageHeader.Flags), 48)]
    public void HeaderLiesAsTheKernelReadsIt(string field, int offset) => Assert.That(OffsetOf<MessageHeader>(field), Is.EqualTo(offset));

    [Test]
    public void MessageIsAHeaderAndALength()
    {
        Assert.That(sizeof(MessageHeader), Is.EqualTo(56));
        Assert.That(sizeof(BatchMessage), Is.EqualTo(64));
        Assert.That(OffsetOf<BatchMessage>(nameof(BatchMessage.Bytes)), Is.EqualTo(56));
    }

    [TestCase("length", 0)]
    [TestCase("level", 8)]
    [TestCase("kind", 12)]
    [TestCase("sender", 20)]
    [TestCase("receiver", 24)]
    public void PacketInfoLiesAsTheKernelReadsIt(string field, int offset)
    {
        Assert.That(OffsetOf<PacketInfo>(field), Is.EqualTo(offset));
        Assert.That(sizeof(PacketInfo), Is.EqualTo(32));
    }

    [TestCase("127.0.0.1", 9050, 16)]
    [TestCase("255.1.2.3", 65_535, 16)]
    [TestCase("::1", 9050, 28)]
    [TestCase("2001:db8::8:1", 1, 28)]
    [TestCase("fe80::1%7", 9050, 28)]
    public void NameIsWhatTheSystemWrites(string address, int port, int length)
    {
        var written = new IPEndPoint(IPAddress.Parse(address), port).Serialize();
        var name = SocketName.Of(written);
        var back = new SocketAddress(written.Family);
        name.CopyTo(back);

        Assert.That(name.Length, Is.EqualTo(length));
        Assert.That(back, Is.EqualTo(written));
        Assert.That(MemoryMarshal.AsBytes(new ReadOnlySpan<SocketName>(in name))[..length].ToArray(), Is.EqualTo(written.Buffer.Span[..length].ToArray()));
        Assert.That(Unsafe.SizeOf<SocketName>(), Is.EqualTo(32));
    }

    [Test]
    public void NamesDifferWhenAnythingDoes()
    {
        string[] all = ["10.0.0.1", "10.0.0.2", "::1", "::2", "1::1", "fe80::1%1", "fe80::1%2"];
        var names = all.SelectMany(static a => new[] { 1, 2 }.Select(port => SocketName.Of(new IPEndPoint(IPAddress.Parse(a), port).Serialize()))).ToHashSet();

        Assert.That(names, Has.Count.EqualTo(14));
    }

    private static int OffsetOf<T>(string field) => (int)Marshal.OffsetOf<T>(field);
}
