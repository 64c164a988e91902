using GameServer.Rooms;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Inputs;
using GameServer.Tests.Support;

namespace GameServer.Tests.Matches;

[Explicit]
internal sealed class ScratchTests
{
    [Test]
    public void Measure()
    {
        var profile = Environment.GetEnvironmentVariable("PROF") ?? "N4";
        var seeds = int.Parse(Environment.GetEnvironmentVariable("SEEDS") ?? "4");
        var detail = Environment.GetEnvironmentVariable("DETAIL") is not null;
        var fps = double.Parse(Environment.GetEnvironmentVariable("FPS") ?? "60");
        double one = profile.StartsWith("N4") ? 0.1 : 0.03;
        long allFresh = 0, allMiss = 0; double allWait = 0; long allSamples = 0;
        for (var seed = 1ul; seed <= (ulong)seeds; seed++)
        {
            TestMatch<DriftInput, Drifter>? m = null;
            var sent = new Dictionary<(uint, int), double>();
            var settings = new TestMatchSettings { Seed = seed, Clients = 8, Profile = DriftMatch.ProfileOf(profile), FramesPerSecond = fps };
            using var match = new TestMatch<DriftInput, Drifter>(static () => new DriftGame(), (t, s) => { sent[(t.Number, s.Index)] = m!.Seconds; return Drift.Scripted(t, s); }, settings);
            m = match;
            match.Run(300);
            var slacks = new List<double>[8];
            for (var i = 0; i < 8; i++) slacks[i] = [];
            var misses = new List<string>();
            var missCount = new int[8];
            uint seen = 0;
            match.EachTurn = () =>
            {
                var t = match.Room.Room.Tick;
                if (t.Number == seen) return;
                seen = t.Number;
                for (var i = 0; i < 8; i++)
                {
                    var seat = match.Room.Room.Seats[i];
                    if (!seat.IsTaken) continue;
                    var s = sent.TryGetValue((seen, i), out var at) ? (match.Seconds - 0.0005 - at - one) * 1000 : double.NaN;
                    slacks[i].Add(s);
                    if (seat.InputSource != InputSource.Fresh) { missCount[i]++; misses.Add($"  t={seen} c{i} slack {s:0.0} {seat.InputSource}"); }
                }
            };
            var b = match.Room.Sum().Inputs;
            match.Run(3600);
            var a = match.Room.Sum().Inputs;
            var fresh = a.InputsFresh - b.InputsFresh; var miss = a.InputsRepeated + a.InputsNeutral - b.InputsRepeated - b.InputsNeutral;
            allFresh += fresh; allMiss += miss; allWait += a.WaitMsSum - b.WaitMsSum; allSamples += a.WaitSamples - b.WaitSamples;
            Console.WriteLine($"seed {seed}: miss {100.0 * miss / (fresh + miss):0.0000}% ({miss}) wait {(a.WaitMsSum - b.WaitMsSum) / (a.WaitSamples - b.WaitSamples):0.0}");
            for (var i = 0; i < 8 && detail; i++)
            {
                var l = slacks[i].Where(x => !double.IsNaN(x)).Order().ToArray();
                var mean = l.Average();
                Console.WriteLine($"   c{i}: miss {missCount[i]} slack mean {mean:0.0} sd {Math.Sqrt(l.Average(x => (x - mean) * (x - mean))):0.0} min {l[0]:0.0} p5 {l[l.Length / 20]:0.0} p95 {l[l.Length * 19 / 20]:0.0} max {l[^1]:0.0}");
            }
            if (detail) foreach (var s in misses.Take(12)) Console.WriteLine(s);
        }
        Console.WriteLine($"ALL {profile}: miss {100.0 * allMiss / (allFresh + allMiss):0.0000}% ({allMiss}) wait {allWait / allSamples:0.00}");
    }
}
