using GameServer.Protocol.Tokens;

namespace GameServer.Tests.Protocol.Tokens;

public sealed class TokenKeyRingTests
{
    [Test]
    public void EverySingleBitFlipIsRefused()
    {
        byte[] bytes = TokenSamples.Sealed();
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            TokenRefusal expected = (bit / 8) switch
            {
                0 => TokenRefusal.Malformed, // version
                < 5 => TokenRefusal.UnknownKey,
                _ => TokenRefusal.Forged,
            };
            Assert.That(TokenSamples.Refusal(bytes), Is.EqualTo(expected), $"bit {bit}");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.That(TokenSamples.Refusal(bytes), Is.EqualTo(TokenRefusal.None));
    }

    [Test]
    public void EveryTruncationIsRefused()
    {
        byte[] bytes = TokenSamples.Sealed();
        for (int length = 0; length < bytes.Length; length++)
        {
            TokenRefusal refusal = TokenSamples.Refusal(bytes.AsSpan(0, length));
            Assert.That(refusal, Is.EqualTo(length < TokenLimits.SealedBytesMin ? TokenRefusal.Malformed : TokenRefusal.Forged), $"{length} bytes");
        }
    }

    [Test]
    public void BytesBehindTheTagAreRefused()
    {
        byte[] bytes = TokenSamples.Sealed();

        Assert.That(TokenSamples.Refusal([.. bytes, 0]), Is.EqualTo(TokenRefusal.Forged));
        Assert.That(TokenSamples.Refusal([.. bytes, .. new byte[TokenLimits.SealedBytesMax + 1 - bytes.Length]]), Is.EqualTo(TokenRefusal.Malformed));
    }

    // Behind a true version and key id, which noise alone would seldom have.
    [Test]
    public void RandomBytesAreRefused()
    {
        var random = new Random(20261124);
        for (int i = 0; i < 5_000; i++)
        {
            var bytes = new byte[random.Next(0, 600)];
            random.NextBytes(bytes);
            Assert.That(TokenSamples.Refusal(bytes), Is.Not.EqualTo(TokenRefusal.None));
            if (bytes.Length >= TokenLimits.HeaderBytes)
                TokenGolden.Header.AsSpan(0, i % 2 == 0 ? 5 : TokenLimits.HeaderBytes).CopyTo(bytes);
            Assert.That(TokenSamples.Refusal(bytes), Is.Not.EqualTo(TokenRefusal.None));
        }
    }

    [Test]
    public void TokenIsGoodUntilTheMillisecondOfItsExpiry()
    {
        DateTimeOffset expires = TokenSamples.Grant.Expires;

        Assert.That(RefusalAt(expires.AddMilliseconds(-1)), Is.EqualTo(TokenRefusal.None));
        Assert.That(RefusalAt(expires.AddTicks(-1)), Is.EqualTo(TokenRefusal.None));
        Assert.That(RefusalAt(expires), Is.EqualTo(TokenRefusal.Expired));
        Assert.That(RefusalAt(expires.ToOffset(TimeSpan.FromHours(9))), Is.EqualTo(TokenRefusal.Expired));
        Assert.That(RefusalAt(DateTimeOffset.MaxValue), Is.EqualTo(TokenRefusal.Expired));
    }

    [Test]
    public void FractionOfAMillisecondOfTheExpiryIsCutOff()
    {
        TokenGrant grant = TokenSamples.Grant with { Expires = TokenSamples.Now.AddTicks((5 * TimeSpan.TicksPerMillisecond) + 9_999) };

        new TokenKeyRing([TokenSamples.Key()]).TryOpen(TokenSamples.Sealed(grant), TokenSamples.Now, out TokenGrant? opened, out _);

        Assert.That(opened?.Expires, Is.EqualTo(TokenSamples.Now.AddMilliseconds(5)));
    }

    [Test]
    public void TokenIsRefusedAMillisecondBeyondItsLongestLife()
    {
        DateTimeOffset earliest = TokenSamples.Grant.Expires - TokenKeyRing.MaxLife;

        Assert.That(RefusalAt(earliest), Is.EqualTo(TokenRefusal.None));
        Assert.That(RefusalAt(earliest.AddMilliseconds(-1)), Is.EqualTo(TokenRefusal.TooLongLived));
        Assert.That(RefusalAt(DateTimeOffset.MinValue), Is.EqualTo(TokenRefusal.TooLongLived));
    }

    [Test]
    public void OldAndNewKeyOpenTheirOwnTokensWhileBothAreHeld()
    {
        TokenKey old = TokenSamples.Key(1, 0x10);
        TokenKey @new = TokenSamples.Key(2, 0x20);

        foreach (TokenKey key in (TokenKey[])[old, @new])
            Assert.That(TokenSamples.Refusal(TokenSamples.Sealed(key: key), old, @new), Is.EqualTo(TokenRefusal.None));
        Assert.That(TokenSamples.Refusal(TokenSamples.Sealed(key: old), @new), Is.EqualTo(TokenRefusal.UnknownKey));
    }

    [Test]
    public void ForeignKeyOfTheSameNumberIsRefused()
        => Assert.That(TokenSamples.Refusal(TokenSamples.Sealed(key: TokenSamples.Key(7, 0x41))), Is.EqualTo(TokenRefusal.Forged));

    [Test]
    public void RenamingTheKeyIsRefusedEvenWhereBothAreTheSameSecret()
    {
        byte[] bytes = TokenSamples.Sealed();
        bytes[1] = 8;

        Assert.That(TokenSamples.Refusal(bytes, TokenSamples.Key(7), TokenSamples.Key(8)), Is.EqualTo(TokenRefusal.Forged));
    }

    [Test]
    public void EmptyRingKnowsNoKey()
    {
        bool opened = new TokenKeyRing([]).TryOpen(TokenSamples.Sealed(), TokenSamples.Now, out _, out TokenRefusal refusal);

        Assert.That((opened, refusal), Is.EqualTo((false, TokenRefusal.UnknownKey)));
    }

    [Test]
    public void TwoKeysOfOneNumberAreAnError()
        => Assert.That(() => new TokenKeyRing([TokenSamples.Key(3), TokenSamples.Key(3, 1)]), Throws.ArgumentException.With.Message.Contains("id 3"));

    [Test]
    public void EditedPublicPartOpensNoOtherRoom()
    {
        byte[] bytes = Base64UrlText.Decode(TokenGolden.Text)!;
        bytes.AsSpan(0, TokenGolden.Public.Length).Replace((byte)'1', (byte)'2'); // eu1 to eu2, arena-1 to arena-2
        bytes.AsSpan(TokenGolden.Public.Length - 72, 5).Fill(0xFF); // a later expiry
        bytes.AsSpan(TokenGolden.Public.Length - 64, 64).Fill(0xFF); // other session keys
        ConnectToken edited = TokenSamples.Parse(Base64UrlText.Encode(bytes));

        new TokenKeyRing([TokenSamples.Key()]).TryOpen(edited.Sealed.Span, TokenSamples.Now, out TokenGrant? opened, out _);

        Assert.That((edited.Room, opened?.Room), Is.EqualTo(("arena-2", "arena-1")));
        Assert.That(edited.Expires, Is.Not.EqualTo(TokenSamples.Grant.Expires));
        Assert.That(opened?.Expires, Is.EqualTo(TokenSamples.Grant.Expires));
        Assert.That(opened?.ClientKey.Span[31], Is.EqualTo(0x1F));
    }

    [TestCase(0, "00DC7D4A7BE60001", TestName = "{m}: expiry beyond every date")]
    [TestCase(0, "FFFFFFFFFFFFFFFF", TestName = "{m}: expiry beyond a signed number")]
    [TestCase(1, "00", TestName = "{m}: no room")]
    [TestCase(1, "0461202F62", TestName = "{m}: room with a space and a slash")]
    [TestCase(3, "0004", TestName = "{m}: seat 1024")]
    [TestCase(3, "FEFF", TestName = "{m}: seat 65534")]
    [TestCase(4, "0000000000000000", TestName = "{m}: token id 0")]
    [TestCase(5, "00", TestName = "{m}: no player id")]
    [TestCase(5, "03610A62", TestName = "{m}: player id of two lines")]
    [TestCase(5, "0361C328", TestName = "{m}: player id that is not UTF-8")]
    [TestCase(5, "03EDA080", TestName = "{m}: player id of half a surrogate pair")]
    [TestCase(5, "FF41", TestName = "{m}: length beyond the end")]
    [TestCase(8, "", TestName = "{m}: no user data field")]
    [TestCase(8, "0401020300FF", TestName = "{m}: bytes behind the last field")]
    public void GenuineTokenWithContentsThatAreNoneIsMalformed(int field, string hex)
        => Assert.That(TokenSamples.Refusal(TokenSamples.SealAround(TokenGolden.ContentsWith(field, hex))), Is.EqualTo(TokenRefusal.Malformed));

    [Test]
    public void MoreUserDataThanATokenHasIsMalformed()
    {
        string data = "61" + string.Concat(Enumerable.Repeat("00", 97));

        Assert.That(TokenSamples.Refusal(TokenSamples.SealAround(TokenGolden.ContentsWith(8, data))), Is.EqualTo(TokenRefusal.Malformed));
    }

    [Test]
    public void AnySeatIsReadBack()
    {
        new TokenKeyRing([TokenSamples.Key()]).TryOpen(
            TokenSamples.SealAround(TokenGolden.ContentsWith(3, "FFFF")), TokenSamples.Now, out TokenGrant? opened, out _);

        Assert.That(opened?.Seat, Is.EqualTo(TokenGrant.AnySeat));
    }

    [Test]
    public void OneRingServesManyThreads()
    {
        var ring = new TokenKeyRing([TokenSamples.Key(1, 0x10), TokenSamples.Key(2, 0x20)]);
        byte[][] parts =
        [
            TokenSamples.Sealed(TokenSamples.Grant with { Id = 1 }, TokenSamples.Key(1, 0x10)),
            TokenSamples.Sealed(TokenSamples.Grant with { Id = 2 }, TokenSamples.Key(2, 0x20)),
        ];
        int wrong = 0;

        Parallel.For(0, 2_000, i =>
        {
            if (!ring.TryOpen(parts[i % 2], TokenSamples.Now, out TokenGrant? grant, out _) || grant.Id != (ulong)(i % 2) + 1)
                Interlocked.Increment(ref wrong);
        });

        Assert.That(wrong, Is.Zero);
    }

    [Test]
    public void OpeningCostsLittleMemoryAndRefusingAnUnknownKeyNone()
    {
        var ring = new TokenKeyRing([TokenSamples.Key()]);
        byte[] good = TokenSamples.Sealed();
        byte[] foreign = TokenSamples.Sealed(key: TokenSamples.Key(8));
        Allocated(ring, good);
        Allocated(ring, foreign);

        Assert.That(Allocated(ring, good), Is.LessThan(1024));
        Assert.That(Allocated(ring, foreign), Is.Zero);
    }

    private static long Allocated(TokenKeyRing ring, byte[] sealedPart)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        ring.TryOpen(sealedPart, TokenSamples.Now, out _, out _);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static TokenRefusal RefusalAt(DateTimeOffset now)
    {
        new TokenKeyRing([TokenSamples.Key()]).TryOpen(TokenSamples.Sealed(), now, out _, out TokenRefusal refusal);
        return refusal;
    }
}
