using GameServer.Protocol.Control;
using MessagePack;

namespace GameServer.Tests.Protocol.Control;

public sealed class ControlResolverTests
{
    [Test]
    public void NothingButTheFiveMessagesHasAFormatter()
    {
        Assert.That(ControlResolver.Instance.GetFormatter<Hello>(), Is.Not.Null);
        Assert.That(ControlResolver.Instance.GetFormatter<Welcome>(), Is.Not.Null);
        Assert.That(ControlResolver.Instance.GetFormatter<Goodbye>(), Is.Not.Null);
        Assert.That(ControlResolver.Instance.GetFormatter<Chat>(), Is.Not.Null);
        Assert.That(ControlResolver.Instance.GetFormatter<GameEvent>(), Is.Not.Null);
        Assert.That(ControlResolver.Instance.GetFormatter<object>(), Is.Null);
        Assert.That(ControlResolver.Instance.GetFormatter<string>(), Is.Null);
        Assert.That(ControlResolver.Instance.GetFormatter<GoodbyeReason>(), Is.Null);
    }

    [TestCaseSource(typeof(ControlWire), nameof(ControlWire.Kinds))]
    public void MessagePackReadsTheBodyAsOneFlatArray(ControlKind kind)
    {
        ControlGolden golden = ControlGolden.Of(kind);
        var reader = new MessagePackReader(golden.Bytes.AsMemory(1));

        int fields = reader.ReadArrayHeader();
        for (int i = 0; i < fields; i++)
        {
            Assert.That(reader.NextMessagePackType, Is.Not.AnyOf(MessagePackType.Array, MessagePackType.Map, MessagePackType.Extension, MessagePackType.Nil));
            reader.Skip();
        }

        Assert.That((fields, reader.End), Is.EqualTo((golden.Fields.Length, true)));
    }
}
