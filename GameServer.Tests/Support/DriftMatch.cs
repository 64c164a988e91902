using GameServer.Client.Conditioning;
using GameServer.Tools.Simulator.Matches;

namespace GameServer.Tests.Support;

/// <summary>Test matches of the drift game with its scripted players.</summary>
internal static class DriftMatch
{
    public static TestMatch<DriftInput, Drifter> Start(ulong seed, int clients, string? profile = null, Func<SimulationSettings, SimulationSettings>? change = null)
    {
        var settings = new SimulationSettings { Seed = seed, Clients = clients, Profile = profile is null ? null : ProfileOf(profile) };
        return new TestMatch<DriftInput, Drifter>(() => new DriftGame(), Drift.Scripted, change is null ? settings : change(settings));
    }

    public static LinkProfile ProfileOf(string name) =>
        NetworkProfiles.TryGet(name, out var profile) ? profile : throw new ArgumentException($"There is no profile {name}.");
}
