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

    /// <summary>Connections at a time; more wait in the kernel's queue.</summary>
    public const int ConnectionsMax = 1024;

    /// <summary>Allocations that are worked on or wait at a time; more are told to come again.</summary>
    public const int AllocationsMax = 256;
}
