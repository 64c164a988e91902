using System.Net;
using System.Net.Sockets;

namespace GameServer.Client.Transport;

/// <summary>Turns what a player typed into an address. A name is looked up synchronously: connecting is rare and may wait.</summary>
internal static class HostName
{
    internal static IPAddress? Resolve(string host)
    {
        if (IPAddress.TryParse(host, out var literal))
        {
            return literal;
        }

        try
        {
            var addresses = Dns.GetHostAddresses(host);

            // IPv4 first: with it the transport needs one socket instead of two.
            return Array.Find(addresses, static a => a.AddressFamily == AddressFamily.InterNetwork)
                ?? Array.Find(addresses, static a => a.AddressFamily == AddressFamily.InterNetworkV6);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            return null;
        }
    }
}
