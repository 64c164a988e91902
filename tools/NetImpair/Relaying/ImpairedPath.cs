using GameServer.Client.Conditioning;
using GameServer.Simulation.Numerics;

namespace GameServer.Tools.NetImpair.Relaying;

/// <summary>
/// Both directions of one client's network, without its sockets: the same sequence of datagrams and times meets the same fate under
/// the same seed. Its phases begin with it. Owned by the relay's thread.
/// </summary>
internal sealed class ImpairedPath(LinkProfile profile, ulong seed, int client, double begin)
{
    private readonly ulong mixed = Mix.Combine(seed, (ulong)client);

    public LinkLane Up => field ??= new LinkLane(profile, profile.Up, mixed, stream: 0);

    public LinkLane Down => field ??= new LinkLane(profile, profile.Down, mixed, stream: 1);

    public void AddUp(ReadOnlySpan<byte> datagram, double now) => Up.Add(datagram, now, now - begin);

    public void AddDown(ReadOnlySpan<byte> datagram, double now) => Down.Add(datagram, now, now - begin);

    /// <summary>When the next datagram of either direction is due; infinity when nothing is under way.</summary>
    public double NextDue => Math.Min(Up.NextDue, Down.NextDue);
}
