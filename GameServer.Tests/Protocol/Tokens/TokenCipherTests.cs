using System.Security.Cryptography;
using CsCheck;
using GameServer.Protocol.Tokens;

namespace GameServer.Tests.Protocol.Tokens;

public sealed class TokenCipherTests
{
    [Test]
    public void BothTargetsDeriveTheSameKey() => Gen.Select(Gen.Byte.Array[32], Gen.UInt, Gen.Byte.Array[16]).Sample((secret, id, salt) =>
    {
        var here = new byte[32];
        var portable = new byte[32];
        TokenCipher.DeriveKey(secret, id, salt, here);
        TokenCipher.DeriveKeyPortable(secret, id, salt, portable);
        Assert.That(portable, Is.EqualTo(here));
    }, iter: 500);

    [Test]
    public void KeyOfATokenDependsOnSecretNumberAndSalt()
    {
        byte[] salt = new byte[16];
        byte[] otherSalt = [.. new byte[15], 1];
        string[] keys = [Derive(1, 0, salt), Derive(1, 0, otherSalt), Derive(2, 0, salt), Derive(1, 1, salt)];

        Assert.That(keys, Is.Unique);

        static string Derive(uint id, byte first, byte[] salt)
        {
            var derived = new byte[32];
            TokenSamples.Key(id, first).Derive(salt, derived);
            return Convert.ToHexString(derived);
        }
    }

    [Test]
    public void PlatformWithoutAesGcmIsNamed()
        => Assert.That(() => TokenCipher.RequireSupport(supported: false), Throws.TypeOf<PlatformNotSupportedException>().With.Message.Contains("AES-GCM"));

    [Test]
    public void ThisPlatformHasAesGcm()
    {
        Assert.That(AesGcm.IsSupported, Is.True);
        Assert.That(TokenCipher.RequireSupport, Throws.Nothing);
    }
}
