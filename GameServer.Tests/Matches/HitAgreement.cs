using System.Numerics;
using GameServer.Client.Views;
using GameServer.Games.Arena;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Inputs;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Schemas;
using GameServer.Tests.Support;
using GameServer.Tools.Simulator.Matches;
using ArenaGame = GameServer.Games.Arena.Arena;

namespace GameServer.Tests.Matches;

/// <summary>
/// An Arena match in which everybody runs about and shoots at the next player as its own screen draws them, a little beside as often
/// as not. Beside it the books: what each shot hit on the shooter's screen, and what the server made of it. Nobody dies of it.
/// </summary>
internal sealed class HitAgreement : IDisposable
{
    private const float AimErrorMax = 1.2f * Movement.Radius; // m beside the target's middle

    private const float StrayMax = 16; // m

    private readonly TestMatch<ArenaInput, Fighter> match;
    private readonly ArenaGame game = new();
    private readonly Dictionary<(int Seat, Tick Tick), Shot> pending = [];
    private readonly int[] row = new int[Schema.InputColumnsMax];
    private Tick lastTick;

    public HitAgreement(string profile, ulong seed, int clients = 4, double rewindMsMax = 250, int snapshotRate = 60)
    {
        game.Configure("");
        match = new TestMatch<ArenaInput, Fighter>(
            static () => new ArenaGame(),
            Play,
            new SimulationSettings { Seed = seed, Clients = clients, Profile = DriftMatch.ProfileOf(profile), Config = "radius=200", RewindMsMax = rewindMsMax, SnapshotRate = snapshotRate })
        {
            ServerTurned = Settle,
        };
    }

    /// <summary>Shots whose input was executed at its tick, and which hit somebody on the shooter's screen.</summary>
    public int Seen { get; private set; }

    /// <summary>Those of them that the server awarded.</summary>
    public int Awarded { get; private set; }

    /// <summary>Shots that hit on the screen and whose input did not come in time.</summary>
    public int Late { get; private set; }

    public int Shots { get; private set; }

    /// <summary>Of the shots seen, in ms between the tick and its view.</summary>
    public List<double> RewindMs { get; } = [];

    public long Clamped => match.Room.Sum().Inputs.RewindsClamped;

    public double Share => Awarded / (double)Seen;

    public void Run(double seconds)
    {
        match.Run(8 * 60);
        (Seen, Awarded, Late, Shots) = (0, 0, 0, 0);
        RewindMs.Clear();
        match.Run((int)(seconds * 60));
    }

    public void Dispose() => match.Dispose();

    public override string ToString() =>
        $"{Awarded} of {Seen} awarded ({100 * Share:F3} %), {Shots} shots, {Late} late, rewind p50 {Quantile(0.5):F0} max {Quantile(1):F0} ms, {Clamped} clamped: {match.Replay}";

    public double Quantile(double share) => RewindMs.Count == 0 ? 0 : RewindMs.Order().ElementAt((int)((RewindMs.Count - 1) * share));

    private ArenaInput Play(Tick tick, SeatId seat)
    {
        var view = match.Players[seat.Index].Client.View;
        var random = new RoomRandom(tick.Number / 30, (ulong)(uint)seat.Index); // A change of mind each half second.
        var muzzle = view.PredictedAvatar.Position;
        var stick = new Vector2(random.NextFloat(-1, 1), random.NextFloat(-1, 1)) - (muzzle / StrayMax); // Never far from the middle.
        var input = new ArenaInput { MoveX = stick.X, MoveY = stick.Y };
        var others = view.All<Fighter>();
        if (!view.HasAvatar || others.Length == 0)
        {
            return input;
        }

        var nearest = others[0];
        foreach (var other in others)
        {
            nearest = Geometry.LengthSquared(other.Value.Position - muzzle) < Geometry.LengthSquared(nearest.Value.Position - muzzle) ? other : nearest;
        }

        var towards = nearest.Value.Position - muzzle;
        var beside = new RoomRandom(tick.Number, (ulong)(uint)seat.Index).NextFloat(-AimErrorMax, AimErrorMax);
        input.Aim = Trig.Atan2(towards.Y, towards.X) + (beside / Math.Max(1, Geometry.Length(towards)));
        input.Fire = true;
        game.SealInput(ref input, row);
        pending[(seat.Index, tick)] = new Shot(OnScreen(others, muzzle, input.Aim), tick.Number - view.ViewTick);
        return input;
    }

    // Which of the drawn fighters the shot meets first, by the rule that the server goes by; -1 for none.
    private int OnScreen(ReadOnlySpan<ViewEntity<Fighter>> others, Vector2 muzzle, float aim)
    {
        var ray = new Ray(muzzle, Geometry.Along(aim));
        var nearest = game.Map.Reach(ray, Hitscan.Range);
        var hit = -1;
        foreach (var other in others)
        {
            var distance = ray.ToCircle(other.Value.Position, Movement.Radius);
            if (!other.Value.IsDead && distance < nearest)
            {
                (nearest, hit) = (distance, other.Owner.Index);
            }
        }

        return hit;
    }

    // After each tick of the server: the books, and everybody as good as new.
    private void Settle()
    {
        if (!match.Rooms.TryGet("test", out var host) || host.Room.Tick == lastTick)
        {
            return;
        }

        var room = host.Room;
        lastTick = room.Tick;
        Span<int> hits = stackalloc int[match.Players.Count];
        foreach (var fighter in room.All<Fighter>())
        {
            hits[fighter.Owner.Index] = (Fighter.HealthMax - fighter.Value.Health) / Hitscan.Damage;
            fighter.Value.Health = Fighter.HealthMax;
            if (Geometry.Length(fighter.Value.Position) > 2 * StrayMax)
            {
                fighter.Value.Position = new Vector2(6, 6 * fighter.Owner.Index); // From the spawn points to the yard.
            }

            fighter.Value.Ammo = fighter.Value.Ammo < Fighter.AmmoMax / 4 ? Fighter.AmmoMax : fighter.Value.Ammo;
        }

        foreach (var fighter in room.All<Fighter>())
        {
            if (fighter.Value.ShootsNow && pending.Remove((fighter.Owner.Index, room.Tick), out var shot))
            {
                Book(shot, room.Seats[fighter.Owner.Index].InputSource, hits);
            }
        }

        // Nobody is to do more damage than others.
        foreach (var pickup in room.All<Pickup>())
        {
            pickup.Remove();
        }
    }

    private void Book(in Shot shot, InputSource source, Span<int> hits)
    {
        Shots++;
        if (shot.Victim < 0)
        {
            return;
        }

        if (source != InputSource.Fresh)
        {
            Late++;
            return;
        }

        Seen++;
        RewindMs.Add(shot.AgeTicks * 1000 / 60);
        if (hits[shot.Victim] > 0)
        {
            hits[shot.Victim]--;
            Awarded++;
        }
    }

    private readonly record struct Shot(int Victim, double AgeTicks);
}
