using CsCheck;
using GameServer.Protocol.Control;

namespace GameServer.Tests.Protocol.Control;

public sealed class ControlRoundTripTests
{
    [Test]
    public void HelloArrivesAsItWasSent() => ControlGenerators.Hellos.Sample(sent =>
    {
        Assert.That(ControlCodec.TryRead(ControlWire.Write(sent), out Hello? read, out ControlRefusal refusal), Is.True, refusal.ToString());
        // Byte fields compare by content, everything else as a record.
        Assert.That(read!.ResumeSecret.Span.SequenceEqual(sent.ResumeSecret.Span), Is.True);
        Assert.That(read.Token.Span.SequenceEqual(sent.Token.Span), Is.True);
        Assert.That(read with { ResumeSecret = sent.ResumeSecret, Token = sent.Token }, Is.EqualTo(sent));
    }, iter: 2_000);

    [Test]
    public void WelcomeArrivesAsItWasSent() => ControlGenerators.Welcomes.Sample(sent =>
    {
        Assert.That(ControlCodec.TryRead(ControlWire.Write(sent), out Welcome? read, out ControlRefusal refusal), Is.True, refusal.ToString());
        Assert.That(read!.ResumeSecret.Span.SequenceEqual(sent.ResumeSecret.Span), Is.True);
        Assert.That(read with { ResumeSecret = sent.ResumeSecret }, Is.EqualTo(sent));
    }, iter: 300);

    [Test]
    public void GoodbyeArrivesAsItWasSent() => ControlGenerators.Goodbyes.Sample(sent =>
    {
        Assert.That(ControlCodec.TryRead(ControlWire.Write(sent), out Goodbye? read, out ControlRefusal refusal), Is.True, refusal.ToString());
        Assert.That(read, Is.EqualTo(sent));
    }, iter: 2_000);

    [Test]
    public void ChatArrivesAsItWasSent() => ControlGenerators.Chats.Sample(sent =>
    {
        Assert.That(ControlCodec.TryRead(ControlWire.Write(sent), out Chat? read, out ControlRefusal refusal), Is.True, refusal.ToString());
        Assert.That(read, Is.EqualTo(sent));
    }, iter: 2_000);

    [Test]
    public void GameEventArrivesAsItWasSent() => ControlGenerators.GameEvents.Sample(sent =>
    {
        Assert.That(ControlCodec.TryRead(ControlWire.Write(sent), out GameEvent? read, out ControlRefusal refusal), Is.True, refusal.ToString());
        Assert.That(read!.Payload.Span.SequenceEqual(sent.Payload.Span), Is.True);
        Assert.That(read with { Payload = sent.Payload }, Is.EqualTo(sent));
    }, iter: 2_000);

    [Test]
    public void ConfigOfTheFullSizeArrivesWhole()
    {
        var golden = (Welcome)ControlGolden.Of(ControlKind.Welcome).Message;
        string config = string.Concat(Enumerable.Repeat("😀", ControlLimits.ConfigBytesMax / 4));

        ControlCodec.TryRead(ControlWire.Write(golden with { Config = config }), out Welcome? read, out _);

        Assert.That(read?.Config, Is.EqualTo(config));
    }

    [Test]
    public void MessageKeepsNothingOfTheBufferItWasReadFrom()
    {
        byte[] buffer = ControlGolden.Of(ControlKind.Hello).Bytes;
        ControlCodec.TryRead(buffer, out Hello? read, out _);

        Array.Clear(buffer);

        Assert.That(read!.ResumeSecret.Span[15], Is.EqualTo(15));
        Assert.That(read.Token.Span[0], Is.EqualTo(0xDE));
    }
}
