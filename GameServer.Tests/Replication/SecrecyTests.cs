using System.Numerics;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;

namespace GameServer.Tests.Replication;

/// <summary>
/// A seat is told only what its player may see. Shown the strong way: two rooms that differ in nothing but what is hidden from a
/// seat send it the same bytes, so its datagrams can carry nothing of it, not even its size.
/// </summary>
internal sealed class SecrecyTests
{
    private const int Ticks = 120;

    [Test]
    public void OwnersPartOfOneSeatLeavesNoTraceInTheOthersDatagrams()
    {
        var bytes = Play(Secretive(1), bytesMax: 1_175);
        var others = Play(Secretive(977), bytesMax: 1_175);
        Assert.That(others[1], Is.EqualTo(bytes[1]));
        Assert.That(others[2], Is.EqualTo(bytes[2]));
        Assert.That(others[0], Is.Not.EqualTo(bytes[0]), "its owner is told");
    }

    [Test]
    public void SecretsDoNotShowUnderABudgetEither()
    {
        Assert.That(Play(Secretive(977), bytesMax: 90)[1], Is.EqualTo(Play(Secretive(1), bytesMax: 90)[1]));
    }

    [Test]
    public void WhatIsBeyondTheRadiusLeavesNoTrace([Values(1_175, 90)] int bytesMax)
    {
        var bytes = Play(Distant(1), bytesMax);
        var others = Play(Distant(977), bytesMax);
        Assert.That(others[0], Is.EqualTo(bytes[0]), "the boulder is far from this one");
        Assert.That(others[2], Is.Not.EqualTo(bytes[2]), "and before the eyes of that one");
    }

    [Test]
    public void WhatTheHookHidesLeavesNoTrace([Values(1_175, 90)] int bytesMax)
    {
        var bytes = Play(Hidden(1), bytesMax);
        var others = Play(Hidden(977), bytesMax);
        Assert.That(others[0], Is.EqualTo(bytes[0]));
        Assert.That(others[1], Is.Not.EqualTo(bytes[1]));
    }

    [Test]
    public void OwnersPartIsHeldByItsOwnerAlone()
    {
        var rig = new ReplicationRig(Secretive(5), players: 3);
        rig.Exchange(ticks: 30);
        var tick = rig.Room.History.Newest;
        for (var slot = 0; slot < tick.SlotCount; slot++)
        {
            foreach (var seat in rig.Seats)
            {
                Assert.That(seat.Holds(slot) && tick.HeadAt(slot) is { IsPresent: true, Kind: 1 }, Is.EqualTo(tick.HeadAt(slot) is { IsPresent: true, Kind: 1 } head && head.Owner == seat.Seat.Id));
            }
        }
    }

    /// <summary>Seat 0 has a secret that changes by another step in the other room.</summary>
    private static SandboxGame Secretive(int step) => new()
    {
        Started = static room => SpawnBoulders(room),
        Ticked = room =>
        {
            foreach (var walker in room.All<Walker>())
            {
                walker.Value.Secret += walker.Owner.Index == 0 ? step : 1;
            }

            Shake(room, 3);
        },
    };

    /// <summary>One boulder far from seats 0 and 1 changes differently; the seats stand 200 m apart.</summary>
    private static SandboxGame Distant(int step) => new()
    {
        Radius = 100,
        Joined = static seat => new Walker { Position = new Vector2(200 * seat.Id.Index, 0) },
        Started = static room =>
        {
            SpawnBoulders(room);
            room.Spawn(new Boulder { Position = new Vector2(400, 5) });
        },
        Ticked = room => Shake(room, step),
    };

    /// <summary>One boulder that only seats above 0 may know of.</summary>
    private static SandboxGame Hidden(int step)
    {
        EntityId hidden = default;
        return new SandboxGame
        {
            Started = room =>
            {
                SpawnBoulders(room);
                hidden = room.Spawn(new Boulder { Position = new Vector2(400, 5) });
            },
            Ticked = room => Shake(room, step),
            Sees = (seat, id) => seat.Id.Index > 0 || id != hidden,
        };
    }

    private static void SpawnBoulders(Room room)
    {
        for (var i = 0; i < 20; i++)
        {
            room.Spawn(new Boulder { Position = new Vector2(i, 0) });
        }
    }

    // The boulder at x = 400 moves by the step, all others alike in every room.
    private static void Shake(Room room, int step)
    {
        foreach (var boulder in room.All<Boulder>())
        {
            boulder.Value.Weight += boulder.Value.Position.X == 400 ? step : 3;
        }
    }

    /// <summary>Everything that each of three seats is sent, while every third datagram is lost.</summary>
    private static byte[][] Play(SandboxGame game, int bytesMax)
    {
        var rig = new ReplicationRig(game, players: 3);
        var sent = rig.Seats.Select(static _ => new List<byte>()).ToArray();
        for (var i = 0; i < Ticks; i++)
        {
            rig.Step();
            for (var seat = 0; seat < rig.Seats.Length; seat++)
            {
                var datagram = rig.Seats[seat].Compose(bytesMax);
                sent[seat].Add((byte)datagram.Length);
                sent[seat].AddRange(datagram);
                if (i % 3 != 0)
                {
                    rig.Seats[seat].Deliver(datagram);
                    rig.Seats[seat].Acknowledge();
                }
            }
        }

        return [.. sent.Select(static s => s.ToArray())];
    }
}
