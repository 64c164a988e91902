using System.Numerics;
using CsCheck;
using GameServer.Games.Arena;
using GameServer.Tests.Support;
using ArenaGame = GameServer.Games.Arena.Arena;

namespace GameServer.Tests.Games.Arena;

/// <summary>What walls hide with <c>fog=1</c>.</summary>
internal sealed class ArenaSightTests
{
    // Beside the long wall from (30, 6) to (32, 20).
    private static readonly Vector2 Before = new(20, 13), Behind = new(42, 13), Aside = new(42, 40);

    [TestCase("", true)]
    [TestCase("fog=0", true)]
    [TestCase("fog=1", false)]
    public void WallHidesTheFighterBehindItIfTheMatchHasFog(string config, bool isSeen)
    {
        var rig = Rig(config);
        Stand(rig, Before, Behind);
        rig.Exchange(ticks: 2);
        Assert.That(rig.Seats[0].Holds(rig.Seats[1].Seat.Avatar.Slot), Is.EqualTo(isSeen));
    }

    [Test]
    public void WhoStepsOutFromBehindAWallIsSeenAndWhoStepsBackIsGone()
    {
        var rig = Rig("fog=1");
        foreach (var (place, isSeen) in ((Vector2, bool)[])[(Behind, false), (Aside, true), (Behind, false)])
        {
            Stand(rig, Before, place);
            rig.Exchange(ticks: 3);
            Assert.That(rig.Seats[0].Holds(rig.Seats[1].Seat.Avatar.Slot), Is.EqualTo(isSeen));
            Assert.That(rig.Seats[0].Holds(rig.Seats[0].Seat.Avatar.Slot));
        }
    }

    // Whatever two fighters do: who was hidden is not in plain sight before the foreseen time is over.
    [Test]
    public void WhoWasHiddenDoesNotComeIntoSightUnforeseen() => Gen.Select(Place, Place, Way, Way).Sample(
        static (from, to, stepFrom, stepTo) =>
        {
            var map = ArenaMaps.Arena;
            if (!map.IsScreened(from, to, Sight.Margin) || IsSolid(map, from) || IsSolid(map, to))
            {
                return;
            }

            // Along the way as far as nothing solid is met, as legs do.
            for (var share = 0f; share <= 1; share += 0.25f)
            {
                Vector2 a = from + (stepFrom * share), b = to + (stepTo * share);
                if (IsSolid(map, a) || IsSolid(map, b))
                {
                    return;
                }

                Assert.That(map.IsClear(a, b), Is.False, $"from {from} to {to}, seen from {a} at {b}");
            }
        },
        iter: 200_000);

    [Test]
    public void WallsOfTheArenaHideAGoodPart()
    {
        var (random, map, hidden, pairs) = (new Random(1), ArenaMaps.Arena, 0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            Vector2 a = new((random.NextSingle() - 0.5f) * 120, (random.NextSingle() - 0.5f) * 120), b = new((random.NextSingle() - 0.5f) * 120, (random.NextSingle() - 0.5f) * 120);
            if (!IsSolid(map, a) && !IsSolid(map, b) && (a - b).Length() < 60 && !map.IsClear(a, b))
            {
                pairs++;
                hidden += map.IsScreened(a, b, Sight.Margin) ? 1 : 0;
            }
        }

        TestContext.Out.WriteLine($"{hidden} of {pairs} pairs within 60 m that see nothing of each other are hidden from each other");
        Assert.That(hidden, Is.GreaterThan(0.25 * pairs));
    }

    // The strong way: what a hidden one does changes not a bit of what is sent.
    [Test]
    public void NothingHiddenLeaksIntoTheBytes()
    {
        var (still, busy) = (Play(0), Play(1));
        Assert.That(busy.Sent, Is.EqualTo(still.Sent));
        Assert.That(busy.OthersSent, Is.Not.EqualTo(still.OthersSent), "the hidden one itself is told of what it does");
    }

    private static Gen<Vector2> Place => Gen.Select(Gen.Float[-63, 63], Gen.Float[-63, 63], static (x, y) => new Vector2(x, y));

    private static Gen<Vector2> Way => Gen.Select(Gen.Float[0, MathF.Tau], Gen.Float[0, Movement.RunSpeed * Sight.ForeseenSeconds], static (angle, length) => Geometry.Along(angle) * length);

    private static bool IsSolid(ArenaMap map, Vector2 place)
    {
        foreach (var wall in map.Walls)
        {
            if (place.X > wall.Min.X && place.X < wall.Max.X && place.Y > wall.Min.Y && place.Y < wall.Max.Y)
            {
                return true;
            }
        }

        return false;
    }

    private static ReplicationRig Rig(string config)
    {
        var rig = new ReplicationRig(new ArenaGame(), players: 2, config: config);
        rig.Step();
        return rig;
    }

    private static void Stand(ReplicationRig rig, params ReadOnlySpan<Vector2> places)
    {
        for (var i = 0; i < places.Length; i++)
        {
            Assert.That(rig.Room.World.TryFind<Fighter>(rig.Seats[i].Seat.Avatar, out var fighter), Is.True);
            (fighter.Value.Position, fighter.Value.Velocity) = (places[i], Vector2.Zero);
        }
    }

    /// <summary>Seat 0 looks at a wall, behind which seat 1 stands, or runs about and throws.</summary>
    private static (byte[] Sent, byte[] OthersSent) Play(int what)
    {
        var rig = Rig("fog=1");
        var sent = new[] { new List<byte>(), new List<byte>() };
        for (var i = 0; i < 240; i++)
        {
            Stand(rig, Before, Behind + (what * new Vector2(i % 7 * 0.4f, i % 5 * 0.3f)));
            if (what > 0 && i % 30 == 0)
            {
                rig.Room.World.All<Rocket>().Spawn(new Rocket { Position = Behind + new Vector2(4, 0), Velocity = new Vector2(2, 0), FuseTicks = 20 }, rig.Seats[1].Seat.Id, sealKey: null);
            }

            rig.Step();
            for (var seat = 0; seat < 2; seat++)
            {
                var datagram = rig.Seats[seat].Compose();
                sent[seat].AddRange([(byte)datagram.Length, .. datagram]);
                if (i % 3 != 0)
                {
                    rig.Seats[seat].Deliver(datagram);
                    rig.Seats[seat].Acknowledge();
                }
            }
        }

        return ([.. sent[0]], [.. sent[1]]);
    }
}
