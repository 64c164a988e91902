using GameServer.Client.Sessions;
using GameServer.Simulation.Numerics;
using GameServer.Tools.Simulator.Matches;

namespace GameServer.Tools.Simulator.Swarm;

/// <summary>
/// What goes wrong in one match, all of it drawn from its seed: links change, connections break, ports change, players leave, come late and come
/// back, clients and the server stand still. Until a moment; from then on everything is well.
/// </summary>
internal sealed class Faults<TInput, TAvatar>
    where TInput : struct
    where TAvatar : struct
{
    private const double Second = 1e9;
    private const int Kinds = 14;

    // What a link holds back in its troubles goes on for as long after it has changed, and a fault is over only when that has come.
    private const double TroubleSeconds = 5;

    private readonly SimulatedMatch<TInput, TAvatar> match;
    private readonly ulong seed;
    private readonly long calmAt;
    private readonly HashSet<int> gone = [];

    private const double SecondsToFlip = 0.5;

    /// <summary>Told of a player whose memory has just been made bad.</summary>
    public Action<int>? Flipped { get; init; }

    /// <param name="match">Without a player yet.</param>
    /// <param name="seed">All that is drawn is drawn from it.</param>
    /// <param name="players">How many shall play.</param>
    /// <param name="calmAt">When the faults stop, in nanoseconds.</param>
    public Faults(SimulatedMatch<TInput, TAvatar> match, ulong seed, int players, long calmAt)
    {
        (this.match, this.seed, this.calmAt) = (match, seed, calmAt);
        var random = new RoomRandom(seed, stream: 1);
        for (var i = 0; i < players; i++)
        {
            var comesAt = random.NextInt(3) == 0 ? match.Now + (long)((calmAt - match.Now) * random.NextFloat(0, 0.6f)) : match.Now;
            match.At(comesAt, Enter);
        }

        match.At(calmAt, Stop);
        var (bit, victim) = (random.NextInt(8), random.NextInt(players));
        match.At(calmAt + (long)(SecondsToFlip * Second), () => Flip(victim, bit));
        TroubleServer(random);
    }

    private void Enter()
    {
        var random = new RoomRandom(seed, (ulong)(100 + match.Players.Count));
        var added = match.AddClient(profile: Weather.Draw(ref random), framesPerSecond: FramesPerSecond(ref random));
        added.ClockPpm = random.NextFloat(-300, 300);
        Plan(added, random);
    }

    private void Plan(SimulatedPlayer<TInput, TAvatar> player, RoomRandom random)
    {
        var next = match.Now + (long)(random.NextFloat(0.3f, 6) * Second);
        if (next < calmAt)
        {
            match.At(next, () =>
            {
                Strike(player, ref random);
                Plan(player, random);
            });
        }
    }

    private void Strike(SimulatedPlayer<TInput, TAvatar> player, ref RoomRandom random)
    {
        switch (random.NextInt(Kinds))
        {
            case 0:
                Drop(player, vanishes: false);
                break;
            case 1:
                Drop(player, vanishes: true);
                break;
            case 2:
                Leave(player, random.NextFloat(0.5f, 4));
                break;
            case 3 or 4:
                Pause(player, random.NextInt(3) == 0 ? random.NextFloat(0.5f, 2.5f) : random.NextFloat(0.05f, 0.4f));
                break;
            case 5:
                player.FrameNs = (long)(Second / FramesPerSecond(ref random));
                break;
            case 6:
                player.ClockPpm = random.NextFloat(-300, 300);
                break;
            default:
                player.Link.Become(match.Now + (long)(TroubleSeconds * Second) > calmAt ? Weather.Calm : Weather.Draw(ref random));
                break;
        }
    }

    private static void Drop(SimulatedPlayer<TInput, TAvatar> player, bool vanishes)
    {
        if (player.Client.State == ClientState.Playing)
        {
            player.Tap.VanishesAtClose = vanishes;
            player.Client.Drop();
        }
    }

    private void Leave(SimulatedPlayer<TInput, TAvatar> player, float seconds)
    {
        if (player.Client.State == ClientState.Playing && gone.Add(player.Index))
        {
            player.Client.Leave();
            match.At(Math.Min(calmAt, match.Now + (long)(seconds * Second)), () => ComeBack(player));
        }
    }

    // Its goodbye may still be on its way.
    private void ComeBack(SimulatedPlayer<TInput, TAvatar> player)
    {
        if (player.Client.State == ClientState.Closed)
        {
            gone.Remove(player.Index);
            match.ConnectAgain(player);
        }
        else if (gone.Contains(player.Index))
        {
            match.At(match.Now + (long)(0.1 * Second), () => ComeBack(player));
        }
    }

    private void Pause(SimulatedPlayer<TInput, TAvatar> player, float seconds)
    {
        player.IsPaused = true;
        match.At(Math.Min(calmAt, match.Now + (long)(seconds * Second)), () => player.IsPaused = false);
    }

    private void TroubleServer(RoomRandom random)
    {
        for (var at = match.Now + (long)(random.NextFloat(2, 12) * Second); at < calmAt; at += (long)(random.NextFloat(2, 12) * Second))
        {
            var overruns = random.NextInt(3) == 0 ? 20 : 1;
            for (var i = 0; i < overruns; i++)
            {
                var begin = at + (i * 50_000_000L);
                var length = overruns > 1 ? random.NextFloat(0.01f, 0.045f) : random.NextFloat(0.02f, 0.6f);
                match.At(Math.Min(calmAt, begin), () => match.IsServerStopped = true);
                match.At(Math.Min(calmAt, begin + (long)(length * Second)), () => match.IsServerStopped = false);
            }
        }
    }

    private void Stop()
    {
        match.IsServerStopped = false;
        foreach (var player in match.Players)
        {
            player.IsPaused = false;
            player.FrameNs = (long)(Second / 60);
            player.Link.Become(Weather.Calm);
        }
    }

    // Every entity that it holds, so that some of it lasts until a hash is sent.
    private void Flip(int victim, int bit)
    {
        var player = match.Players.FirstOrDefault(player => player.Index == victim);
        if (player?.Client is { State: ClientState.Playing, CurrentMatch: { } playing })
        {
            for (var slot = 0; slot < playing.Held.SlotCount; slot++)
            {
                if (playing.Held.TryGetNewest(slot, out _, out _, out _))
                {
                    playing.Held.Corrupt(slot, column: 0, flip: 1 << bit);
                }
            }

            Flipped?.Invoke(victim);
        }
    }

    private static double FramesPerSecond(ref RoomRandom random) => random.NextInt(3) == 0 ? random.NextFloat(20, 144) : 60;
}
