using System.Net;
using System.Net.Sockets;

namespace GameServer.Hosting;

/// <summary>Which addresses a server's sockets are bound to. A null <paramref name="V6"/> leaves IPv6 off.</summary>
internal readonly record struct ListenAddress(IPAddress V4, IPAddress? V6)
{
    public const string Any = "ANY";
    public const string Loopback = "LOOPBACK";

    /// <summary>An open server listens to its own machine only, unless told otherwise.</summary>
    public static ListenAddress Of(GameServerOptions options) => (options.Address ?? (options.Open ? Loopback : Any)) switch
    {
        Any => new ListenAddress(IPAddress.Any, IPAddress.IPv6Any),
        Loopback => new ListenAddress(IPAddress.Loopback, IPAddress.IPv6Loopback),
        var text when IPAddress.Parse(text) is { AddressFamily: AddressFamily.InterNetworkV6 } v6 => new ListenAddress(IPAddress.Loopback, v6),
        var text => new ListenAddress(IPAddress.Parse(text), null),
    };

    public bool IsLoopback => IPAddress.IsLoopback(V4) && (V6 is null || IPAddress.IsLoopback(V6));

    /// <summary>Where the HTTP side listens: as the shards do, but on this machine only while nobody holds a key.</summary>
    public static IPAddress OfHttp(GameServerOptions options) => options.Keys.Trim() is "" ? IPAddress.Loopback : Of(options).V4;

    /// <summary>The address of one's own that players can be told; from ANY nobody can tell which reaches them, so it is this machine's.</summary>
    public string Advertised => (V4.Equals(IPAddress.Any) || (IPAddress.IsLoopback(V4) && V6 is { } other && !IPAddress.IsLoopback(other) ? V6 : V4) is not { } reachable)
        ? IPAddress.Loopback.ToString()
        : reachable.ToString();

    public override string ToString() => V6 is null ? $"{V4}" : $"{V4} and {V6}";
}
