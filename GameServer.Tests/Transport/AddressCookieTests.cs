using System.Net;
using GameServer.Transport;

namespace GameServer.Tests.Transport;

internal sealed class AddressCookieTests
{
    private static readonly TimeSpan Bucket = TimeSpan.FromSeconds(10);
    private static readonly IPEndPoint Address = new(IPAddress.Parse("10.1.2.3"), 40_000);

    private readonly ManualTime time = new();

    [Test]
    public void CookieIsGoodForItsAddress() => Assert.That(Make().IsValid(Address, CookieOf(Make(), Address)), Is.True);

    [TestCase("10.1.2.3", 40_001)]
    [TestCase("10.1.2.4", 40_000)]
    [TestCase("::ffff:10.1.2.3", 40_000)]
    [TestCase("2001:db8::1", 40_000)]
    public void CookieOfAnotherAddressIsRefused(string address, int port)
    {
        var cookie = CookieOf(Make(), new IPEndPoint(IPAddress.Parse(address), port));

        Assert.That(Make().IsValid(Address, cookie), Is.False);
    }

    [Test]
    public void CookieLastsOneToTwoBuckets()
    {
        var cookies = Make();
        var cookie = CookieOf(cookies, Address);
        time.Advance(Bucket);
        Assert.That(cookies.IsValid(Address, cookie), Is.True);
        time.Advance(Bucket);
        Assert.That(cookies.IsValid(Address, cookie), Is.False);
    }

    [Test]
    public void CookieFromBeforeARestartIsRefused()
    {
        var cookie = CookieOf(Make(secret: 1), Address);

        Assert.That(Make(secret: 2).IsValid(Address, cookie), Is.False);
    }

    [Test]
    public void EveryFlippedBitIsRefused()
    {
        var cookies = Make();
        var cookie = CookieOf(cookies, Address);
        for (var bit = 0; bit < 8 * cookie.Length; bit++)
        {
            cookie[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.That(cookies.IsValid(Address, cookie), Is.False, $"bit {bit}");
            cookie[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [TestCase(0)]
    [TestCase(15)]
    [TestCase(17)]
    public void CookieOfAnotherLengthIsRefused(int length) => Assert.That(Make().IsValid(Address, new byte[length]), Is.False);

    [Test]
    public void CheckingAllocatesNothing()
    {
        var cookies = Make();
        var cookie = CookieOf(cookies, Address);
        cookies.IsValid(Address, cookie);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            cookies.IsValid(Address, cookie);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private static byte[] CookieOf(AddressCookie cookies, IPEndPoint address)
    {
        var cookie = new byte[AddressCookie.Bytes];
        cookies.Write(address, cookie);
        return cookie;
    }

    private AddressCookie Make(byte secret = 1)
    {
        var bytes = new byte[AddressCookie.SecretBytes];
        bytes[0] = secret;
        return new AddressCookie(time, Bucket, bytes);
    }
}
