using System.Diagnostics;
using GameServer.Client.Held;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Snapshots;
using GameServer.Replication;
using GameServer.Simulation.Rooms;

namespace GameServer.Benchmarks.Cubes;

/// <summary>What playing a recording to a client came to.</summary>
/// <param name="Frames">Snapshots measured.</param>
/// <param name="Bytes">Of all of them, as datagrams: header, runs, codes.</param>
/// <param name="BytesMax">Of the largest.</param>
/// <param name="ComposeNs">Time to write them, in nanoseconds, everything that the server does for one client.</param>
/// <param name="ApplyNs">Time to read them and to hold what they say.</param>
/// <param name="HashChecks">Acks whose hash was compared.</param>
/// <param name="Desyncs">Of these, those that differed.</param>
/// <param name="Verified">Every frame was decoded, and every row was equal to the recording's.</param>
internal readonly record struct PlaybackFigures(int Frames, long Bytes, int BytesMax, double ComposeNs, double ApplyNs, long HashChecks, long Desyncs, bool Verified)
{
    public double BytesPerFrame => (double)Bytes / Frames;
}

/// <summary>
/// Plays a recording in a room and tells a client of it as a server does: the room seals each frame, the live composer writes a
/// datagram against what the ack tracker knows, a receiver that sees nothing but bytes decodes it, and its ack comes back so late that
/// the baseline has the age asked for. Single thread.
/// </summary>
internal sealed class CubesPlayback
{
    /// <summary>The challenge leaves out the frames before there is a baseline.</summary>
    public const int FramesSkipped = 6;

    // The challenge has no datagrams: a frame is one piece however large.
    private const int FrameBytesMax = 1 << 16;

    private readonly CubesRecording recording;
    private readonly int baselineAge;
    private readonly Room room;
    private readonly EntityCodec codec;
    private readonly Seat seat;
    private readonly SeatReplication state;
    private readonly HeldState held;
    private readonly SnapshotReceiver receiver;
    private readonly SnapshotComposer composer = new();
    private readonly Queue<(AckField Field, ushort Hash)> acks = new();
    private ulong acksSent;
    private PlaybackFigures figures = new(0, 0, 0, 0, 0, 0, 0, Verified: true);

    public CubesPlayback(CubesRecording recording, EntityCodec codec, int baselineAge)
    {
        (this.recording, this.codec, this.baselineAge) = (recording, codec, baselineAge);
        room = new Room(new CubesGame { Recording = recording }, new RoomSettings { SeatsMax = 1 });
        room.TryJoin("player", isAi: true, out var joined);
        seat = joined!;
        state = new SeatReplication(room.History, ExactnessRules.All);
        held = new HeldState(codec.Schema.Stride, room.History.Length, ExactnessRules.All);
        receiver = new SnapshotReceiver(codec, held, room.Tick, firstSequence: 1, decodes: true);
    }

    public PlaybackFigures Run()
    {
        for (var frame = 0; frame < recording.Ticks; frame++)
        {
            state.Acks.BeforeTick();
            room.Step();
            if (acks.Count == baselineAge)
            {
                Acknowledge();
            }

            Play(frame);
        }

        return figures with { HashChecks = state.Acks.Counters.HashChecks, Desyncs = state.Acks.Counters.Desyncs };
    }

    private void Acknowledge()
    {
        var (field, hash) = acks.Dequeue();
        if (!state.Acks.TryAcknowledge(++acksSent, field, hash))
        {
            state.Acks.BeginRepair(room.Tick);
        }
    }

    private void Play(int frame)
    {
        var begun = Stopwatch.GetTimestamp();
        composer.Begin(room, codec, ExactnessRules.All);
        var header = new SnapshotHeader(0, room.Tick, SnapshotHeader.ConsumedAgeMax, int.MinValue, SnapshotHeader.WaitUnknown);
        composer.Compose(seat, state, header, new Allowance(FrameBytesMax + ByteBudget.HeaderBytes, FrameBytesMax));
        var datagram = composer.Batch.At(0, out _);
        var composed = Stopwatch.GetTimestamp();
        var isApplied = receiver.TryApply(datagram) == ApplyResult.Applied;
        var applied = Stopwatch.GetTimestamp();
        acks.Enqueue((receiver.Ack, held.HashCheckNow()));
        figures = figures with { Verified = figures.Verified && isApplied && IsHeld(frame) };
        if (frame >= Math.Max(FramesSkipped, baselineAge))
        {
            figures = figures with
            {
                Frames = figures.Frames + 1,
                Bytes = figures.Bytes + datagram.Length,
                BytesMax = Math.Max(figures.BytesMax, datagram.Length),
                ComposeNs = figures.ComposeNs + Nanoseconds(composed - begun),
                ApplyNs = figures.ApplyNs + Nanoseconds(applied - composed),
            };
        }
    }

    // Against the recording itself, not against what the room made of it.
    private bool IsHeld(int frame)
    {
        for (var slot = 0; slot < CubesGame.Cubes - 1; slot++)
        {
            if (!IsHeld(slot, recording.RowAt(frame, slot + 1)))
            {
                return false;
            }
        }

        return IsHeld(seat.Avatar.Slot, recording.RowAt(frame, 0));
    }

    private bool IsHeld(int slot, ReadOnlySpan<int> expected) =>
        held.TryGetNewest(slot, out var tick, out _, out var row) && tick == room.Tick && row.SequenceEqual(expected);

    private static double Nanoseconds(long ticks) => ticks * (1e9 / Stopwatch.Frequency);
}
