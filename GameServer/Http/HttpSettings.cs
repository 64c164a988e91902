using System.Net;

namespace GameServer.Http;

/// <summary>Where the HTTP side listens, and who may ask it for what.</summary>
/// <param name="Address">The address; loopback when nobody holds a key.</param>
/// <param name="Port">TCP port; 0 takes any free one.</param>
/// <param name="Keys">Who may ask.</param>
/// <param name="NodeId">What this server is called among others.</param>
internal sealed record HttpSettings(IPAddress Address, int Port, ApiKeys Keys, string NodeId)
{
    /// <summary>Largest request body, in bytes: a configuration of 16 KiB in the longest JSON that says it, and a roomful of players.</summary>
    public const int BodyBytesMax = 256 * 1024;

    /// <summary>Connections at a time; beyond, a new one takes the place of one without an admitted request.</summary>
    public const int ConnectionsMax = 1024;

    /// <summary>Allocations that are worked on or wait at a time; more are told to come again.</summary>
    public const int AllocationsMax = 256;

    /// <summary>Event streams at a time.</summary>
    public const int StreamsMax = 128;

    /// <summary>Of them, those of one key, or where there are no keys of one address.</summary>
    public const int StreamsPerCallerMax = 64;

    /// <summary>Ended rooms on the operations page, the newest; the others are counted.</summary>
    public const int EndedRoomsShownMax = 50;

    /// <summary>What a reader of a stream has to take one event.</summary>
    public static readonly TimeSpan StreamWriteTime = TimeSpan.FromSeconds(10);
}
