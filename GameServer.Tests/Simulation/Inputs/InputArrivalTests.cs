using GameServer.Simulation.Identity;
using GameServer.Simulation.Inputs;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Schemas;

namespace GameServer.Tests.Simulation.Inputs;

/// <summary>A hundred thousand orders of arrival in which nothing is lost for good.</summary>
public sealed class InputArrivalTests
{
    private const int Orders = 100_000;
    private const int TicksSent = 24;
    private const int EarlyTicksMax = 4;
    private const int LateTicksMax = 9;
    private const int TicksTaken = TicksSent + LateTicksMax + TicksSent; // At worst every press is late and waits for the one before it.

    // Column 0 says which tick an input was meant for; 1 and 2 are presses.
    private static readonly InputFields Fields = new(
        [new Column("tick", 0, 1000, ColumnModel.Plain), new Column("fire", 0, 1, ColumnModel.Plain), new Column("use", 0, 1, ColumnModel.Plain)],
        [1, 2]);

    private readonly int[] arrival = new int[TicksSent + 1];
    private readonly int[] again = new int[TicksSent + 1];
    private readonly int[] presses = new int[TicksSent + 1];
    private readonly int[] row = new int[3];

    [Test]
    public void EveryPressHappensOnceAndNoMovementLate()
    {
        var buffer = new InputBuffer(Fields, repeatTicksMax: 5);
        for (var order = 0; order < Orders; order++)
        {
            var random = new RoomRandom((ulong)order);
            buffer.Forget(Tick.Zero);
            if (Play(buffer, ref random) is { } trouble)
            {
                Assert.Fail($"{trouble}; seed {order}");
            }
        }
    }

    private string? Play(InputBuffer buffer, ref RoomRandom random)
    {
        int firesSent = 0, usesSent = 0;
        for (var tick = 1; tick <= TicksSent; tick++)
        {
            arrival[tick] = tick - EarlyTicksMax + random.NextInt(EarlyTicksMax + LateTicksMax + 1);
            again[tick] = arrival[tick] + random.NextInt(6);
            presses[tick] = random.NextInt(4);
            firesSent += presses[tick] & 1;
            usesSent += presses[tick] >> 1;
        }

        int fires = 0, uses = 0, lastFresh = 0;
        for (var now = 1; now <= TicksTaken; now++)
        {
            Deliver(buffer, now, newestFirst: random.NextInt(2) == 0);
            var source = buffer.Take(new Tick((uint)now), row);
            if (source == InputSource.Fresh && (row[0] != now || arrival[now] > now))
            {
                return $"tick {now} executed the input of {row[0]}";
            }

            lastFresh = source == InputSource.Fresh ? now : lastFresh;
            if (source != InputSource.Fresh && row[0] != (source == InputSource.Repeated ? lastFresh : 0))
            {
                return $"tick {now} repeated {row[0]} instead of {lastFresh}";
            }

            if (source != InputSource.Fresh && now <= TicksSent && arrival[now] <= now)
            {
                return $"tick {now} missed its input";
            }

            fires += row[1];
            uses += row[2];
        }

        return (fires, uses) == (firesSent, usesSent) ? null : $"{firesSent} + {usesSent} presses sent, {fires} + {uses} executed";
    }

    /// <summary>Hands over what arrives before the tick is taken, the oldest or the newest first; everything comes twice.</summary>
    private void Deliver(InputBuffer buffer, int now, bool newestFirst)
    {
        for (var i = 1; i <= TicksSent; i++)
        {
            var tick = newestFirst ? TicksSent + 1 - i : i;
            if (Math.Max(1, arrival[tick]) == now || Math.Max(1, again[tick]) == now)
            {
                buffer.Offer(new Tick((uint)tick), [tick, presses[tick] & 1, presses[tick] >> 1], arrival: 0);
            }
        }
    }
}
