using CsCheck;
using GameServer.Games.Arena;
using GameServer.Simulation.Identity;

namespace GameServer.Tests.Games.Arena;

internal sealed class ArenaEventsTests
{
    [Test]
    public void KillHasItsGoldenBytes()
    {
        Span<byte> bytes = stackalloc byte[KillEvent.Bytes];
        new KillEvent(new SeatId(3), new SeatId(258), Weapon.Rocket).Write(bytes);
        Assert.That(Convert.ToHexString(bytes), Is.EqualTo("0300020101"));
    }

    [Test]
    public void MatchOverHasItsGoldenBytes()
    {
        Span<byte> bytes = stackalloc byte[MatchOverEvent.Bytes];
        new MatchOverEvent(SeatId.None, 513).Write(bytes);
        Assert.That(Convert.ToHexString(bytes), Is.EqualTo("FFFF0102"));
    }

    [Test]
    public void WhatWasWrittenIsRead()
    {
        Span<byte> bytes = stackalloc byte[KillEvent.Bytes];
        new KillEvent(new SeatId(1023), new SeatId(0), Weapon.Gun).Write(bytes);
        Assert.That(KillEvent.TryRead(bytes, out var kill), Is.True);
        Assert.That(kill, Is.EqualTo(new KillEvent(new SeatId(1023), new SeatId(0), Weapon.Gun)));

        bytes = bytes[..MatchOverEvent.Bytes];
        new MatchOverEvent(SeatId.None, 65_535).Write(bytes);
        Assert.That(MatchOverEvent.TryRead(bytes, out var over), Is.True);
        Assert.That(over, Is.EqualTo(new MatchOverEvent(SeatId.None, 65_535)));
    }

    [TestCase("")]
    [TestCase("03000201")]
    [TestCase("030002010100")]
    [TestCase("0300020102", TestName = "a weapon that does not exist")]
    [TestCase("FFFF020101", TestName = "no killer")]
    [TestCase("0300FFFF01", TestName = "no victim")]
    [TestCase("0004020101", TestName = "a seat beyond the limit")]
    public void BytesThatAreNoKillAreRefused(string hex) => Assert.That(KillEvent.TryRead(Convert.FromHexString(hex), out _), Is.False);

    [TestCase("")]
    [TestCase("FFFF01")]
    [TestCase("FFFF010200")]
    [TestCase("00040102", TestName = "a winner beyond the limit")]
    public void BytesThatAreNoMatchOverAreRefused(string hex) => Assert.That(MatchOverEvent.TryRead(Convert.FromHexString(hex), out _), Is.False);

    [Test]
    public void NoiseNeverThrows() => Gen.Byte.Array[0, 12].Sample(static bytes =>
    {
        _ = KillEvent.TryRead(bytes, out _);
        _ = MatchOverEvent.TryRead(bytes, out _);
    });
}
