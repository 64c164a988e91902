using GameServer.Client.Conditioning;
using GameServer.Client.Sessions;
using GameServer.Tools.Simulator.Matches;

namespace GameServer.Tools.Simulator.Swarm;

/// <summary>Players that all have the same network from the first moment to the last. N13 is a network, a clock, a frame rate or a port for each.</summary>
internal sealed class Benches<TInput, TAvatar>(SimulatedMatch<TInput, TAvatar> match, string profile, int players, long portsChangeUntil)
    where TInput : struct
    where TAvatar : struct
{
    /// <summary>A profile that is not one of the links': what is wrong depends on the client.</summary>
    public const string OddClients = "N13";

    private const double PpmOff = 200;
    private const double SlowFrames = 20;
    private const long PortChangesNs = 15_000_000_000;

    /// <summary>Whether there is such a profile.</summary>
    public static bool Has(string profile) => profile == OddClients || NetworkProfiles.TryGet(profile, out _);

    public void Enter()
    {
        for (var i = 0; i < players; i++)
        {
            if (profile == OddClients)
            {
                EnterOdd(i);
            }
            else
            {
                // N0 adds nothing, and nothing is what it gets.
                match.AddClient(profile: profile == "N0" ? null : Named(profile));
            }
        }
    }

    private void EnterOdd(int kind)
    {
        var player = match.AddClient(profile: Named((kind % 6) switch { 0 => "N13up", 1 => "N13down", _ => "N1" }), framesPerSecond: kind % 6 == 4 ? SlowFrames : 60);
        player.ClockPpm = (kind % 6) switch { 2 => PpmOff, 3 => -PpmOff, _ => 0 };
        if (kind % 6 == 5)
        {
            PlanPortChange(player);
        }
    }

    private void PlanPortChange(SimulatedPlayer<TInput, TAvatar> player)
    {
        for (var at = match.Now + PortChangesNs; at < portsChangeUntil; at += PortChangesNs)
        {
            match.At(at, () =>
            {
                if (player.Client.State == ClientState.Playing)
                {
                    player.Tap.VanishesAtClose = true;
                    player.Client.Drop();
                }
            });
        }
    }

    private static LinkProfile Named(string name) => NetworkProfiles.TryGet(name, out var found) ? found : throw new ArgumentException($"There is no profile {name}.", nameof(name));
}
