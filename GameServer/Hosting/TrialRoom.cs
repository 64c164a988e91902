using GameServer.Protocol.Bits;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Inputs;
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
    private const int PlayersMax = 4;

    // So narrow that not everything fits, and what does goes into several datagrams: the code for both is compiled, too.
    private const int NarrowDatagramBytes = 160;

    private readonly RoomHost host;
    private readonly IMonotonicClock clock;
    private readonly List<Seat> seats = [];
    private readonly AckField[] acks = new AckField[PlayersMax];
    private readonly byte[] datagram = new byte[DatagramLimits.PayloadBytesMax];
    private readonly int[] neutral;

    private TrialRoom(RoomHost host, IMonotonicClock clock)
    {
        (this.host, this.clock) = (host, clock);
        neutral = new int[host.Room.Game.Schema.Input.Columns.Length];
        host.Room.Game.Schema.Input.Neutral(neutral);
        while (seats.Count < PlayersMax && host.TryJoin("trial", out var seat))
        {
            seats.Add(seat);
        }
    }

    /// <summary>Throws <see cref="ConfigurationException"/> with what the game says.</summary>
    public static void Play(Func<GameFactory> games, RoomSettings settings, RoomHostSettings hostSettings, IMonotonicClock clock)
    {
        try
        {
            var factory = games();
            PlayOnce(factory, settings, hostSettings, clock);
            PlayOnce(factory, settings, hostSettings with { DatagramBytesMax = NarrowDatagramBytes, BytesPerSecondMax = 2 * NarrowDatagramBytes * hostSettings.SnapshotRate }, clock);
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

    private static void PlayOnce(GameFactory factory, RoomSettings settings, RoomHostSettings hostSettings, IMonotonicClock clock)
    {
        var host = new RoomHost(0, "trial", new Room(factory.Make(), settings), factory.Codecs.For(settings.TickRate), hostSettings, clock);
        new TrialRoom(host, clock).Play();
        if (host.Failure is { } failure)
        {
            throw failure;
        }
    }

    private void Play()
    {
        var composer = new SnapshotComposer();
        for (var tick = 1; tick <= Ticks && host.Failure is null; tick++)
        {
            for (var i = 0; i < seats.Count; i++)
            {
                Answer(i, (ulong)tick);
            }

            host.Tick(this, composer, trace: null);
        }

        seats.ForEach(host.Leave);
    }

    // As a player who sees everything, a tick late, and does nothing.
    private void Answer(int player, ulong sequence)
    {
        var seat = seats[player];
        var sent = host.Seats[seat.Id].Replication.Acks.SentSequence;
        for (var next = acks[player].Newest + 1; next < sent; next++)
        {
            acks[player] = acks[player].With(next);
        }

        var writer = new BitWriter(datagram);
        InputDatagram.WriteHeader(ref writer, new InputHeader(sequence, acks[player], Hash: null, host.Room.Tick + 2, ViewAge: 0, Count: 1));
        InputDatagram.WriteViewAges(ref writer, [0]);
        InputDatagram.WriteInput(ref writer, host.Room.Game.Schema.Input, neutral, neutral);
        host.Inbox.TryAdd(seat.Id, datagram.AsSpan(0, writer.Finish()), clock.Now);
    }
}
