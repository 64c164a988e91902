using GameServer.Protocol.Models;
using GameServer.Replication;
using GameServer.Rooms;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Timing;

namespace GameServer.Hosting;

/// <summary>
/// A room that is played for a moment before the server opens: a schema, a configuration or a first tick that the game refuses is
/// found then, and the first player does not wait for the compiler. Nothing of it remains.
/// </summary>
internal sealed class TrialRoom : IRoomOutput
{
    private const int Ticks = 60;

    private TrialRoom()
    {
    }

    /// <summary>Throws <see cref="ConfigurationException"/> with what the game says.</summary>
    public static void Play(Func<GameFactory> games, RoomSettings settings, RoomHostSettings hostSettings, IMonotonicClock clock)
    {
        try
        {
            var factory = games();
            var room = new Room(factory.Make(), settings);
            var host = new RoomHost(0, "trial", room, factory.Codecs.For(settings.TickRate), hostSettings, clock);
            if (host.TryJoin("trial", out var seat))
            {
                var output = new TrialRoom();
                var composer = new SnapshotComposer();
                for (var i = 0; i < Ticks && host.Failure is null; i++)
                {
                    host.Tick(output, composer, trace: null);
                }

                host.Leave(seat);
            }

            if (host.Failure is { } failure)
            {
                throw failure;
            }
        }
        catch (CodecModelException exception)
        {
            throw new ConfigurationException(exception.Message);
        }
#pragma warning disable CA1031 // A game may throw anything; whatever it is, it cannot be played like this.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            throw new ConfigurationException(exception is ArgumentException ? "The game refuses its room:" : $"The game fails in its room: {exception.GetType().Name}:", exception);
        }
    }

    public void SendSnapshot(RoomHost room, SeatId seat, ReadOnlySpan<byte> datagram)
    {
    }

    public void SendEvent(RoomHost room, SeatId seat, ushort kind, ReadOnlyMemory<byte> payload)
    {
    }
}
