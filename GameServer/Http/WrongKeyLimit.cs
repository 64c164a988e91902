using System.Net;
using GameServer.Sessions;

namespace GameServer.Http;

/// <summary>
/// How many requests without a good key an address may make in a second. The buckets are a fixed number: addresses that fall into the
/// same one share it, and no flood of addresses takes memory. Any thread.
/// </summary>
internal sealed class WrongKeyLimit(TimeProvider time)
{
    public const int PerSecond = 100;

    private const int Buckets = 1024;

    private readonly Bucket[] buckets = [.. Enumerable.Range(0, Buckets).Select(_ => new Bucket { Tokens = PerSecond, At = time.GetTimestamp() })];

    /// <summary>Counts one; false when the address is over its limit.</summary>
    public bool TryTake(IPAddress? address)
    {
        var hash = address is null ? 0 : HashCode.Combine(SourceAddress.Of(address));
        var bucket = buckets[(uint)hash % Buckets];
        lock (bucket)
        {
            var now = time.GetTimestamp();
            bucket.Tokens = Math.Min(PerSecond, bucket.Tokens + (time.GetElapsedTime(bucket.At, now).TotalSeconds * PerSecond));
            bucket.At = now;
            if (bucket.Tokens < 1)
            {
                return false;
            }

            bucket.Tokens--;
            return true;
        }
    }

    private sealed class Bucket
    {
        public double Tokens { get; set; }

        public long At { get; set; }
    }
}
