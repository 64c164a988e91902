using System.Net;
using GameServer.Client.Conditioning;

namespace GameServer.Tools.NetImpair.Relaying;

/// <summary>What a relay does. Immutable.</summary>
/// <param name="Listen">Where clients connect to; port 0 for any.</param>
/// <param name="Server">Where the server is.</param>
/// <param name="Profile">The network in between, each client's own.</param>
/// <param name="Seed">The same seed and the same datagrams at the same times: the same fate of each.</param>
/// <param name="RebindSeconds">Every client's port, as the server sees it, changes each time this long has gone by since the start; infinity for never.</param>
internal sealed record RelayOptions(IPEndPoint Listen, IPEndPoint Server, LinkProfile Profile, ulong Seed, double RebindSeconds = double.PositiveInfinity);
