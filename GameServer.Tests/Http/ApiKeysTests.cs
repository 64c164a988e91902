using System.Security.Cryptography;
using System.Text;
using GameServer.Http;

namespace GameServer.Tests.Http;

/// <summary>What a key is good for, and how the option that names keys is read.</summary>
internal sealed class ApiKeysTests
{
    private static readonly string Reader = $"{HashOf("read me")}:read";
    private static readonly string Matchmaker = $"{HashOf("make rooms")}:allocate+read";

    [TestCase(null, KeyVerdict.Missing)]
    [TestCase("", KeyVerdict.Missing)]
    [TestCase("Basic cmVhZCBtZQ==", KeyVerdict.Missing)]
    [TestCase("Bearer nobody", KeyVerdict.Unknown)]
    [TestCase("Bearer ", KeyVerdict.Unknown)]
    [TestCase("Bearer read me", KeyVerdict.WrongScope)]
    [TestCase("Bearer make rooms", KeyVerdict.Allowed)]
    [TestCase("bearer make rooms", KeyVerdict.Allowed)]
    public void KeyOpensWhatItsScopesSay(string? header, int verdict)
    {
        Assert.That(ApiKeys.TryParse($"{Reader} {Matchmaker}", out var keys, out var problem), Is.True, problem);
        Assert.That(keys!.Judge(header, ApiScopes.Allocate), Is.EqualTo((KeyVerdict)verdict));
    }

    [Test]
    public void WithoutKeysEverythingIsOpen()
    {
        Assert.That(ApiKeys.TryParse("", out var keys, out _), Is.True);
        Assert.That(keys!.IsEmpty, Is.True);
        Assert.That(keys.Judge(null, ApiScopes.Admin), Is.EqualTo(KeyVerdict.Allowed));
    }

    [TestCase("secret")]
    [TestCase("0123:read")]
    [TestCase("zz0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f:read")]
    [TestCase("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f:write")]
    [TestCase("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f:")]
    [TestCase("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")]
    public void WhatIsNoKeyIsToldSo(string text)
    {
        Assert.That(ApiKeys.TryParse(text, out _, out var problem), Is.False);
        Assert.That(problem, Is.Not.Empty.And.Not.Contains(text));
    }

    private static string HashOf(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
