using System.Buffers.Binary;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;

namespace GameServer.Games.Arena;

/// <summary>What somebody was killed with.</summary>
public enum Weapon : byte
{
    Gun,
    Rocket,
}

/// <summary>Told to everybody when a fighter dies. Killer and victim are the same after a rocket too near.</summary>
/// <param name="Killer">Who did it.</param>
/// <param name="Victim">Who died.</param>
/// <param name="Weapon">What with.</param>
public readonly record struct KillEvent(SeatId Killer, SeatId Victim, Weapon Weapon)
{
    /// <summary>The number of this event on the wire.</summary>
    public const ushort Kind = 1;

    /// <summary>killer: u16, victim: u16, weapon: u8; little endian.</summary>
    public const int Bytes = 5;

    public void Write(Span<byte> payload)
    {
        SeatBytes.Write(payload, Killer);
        SeatBytes.Write(payload[2..], Victim);
        payload[4] = (byte)Weapon;
    }

    public static bool TryRead(ReadOnlySpan<byte> payload, out KillEvent kill)
    {
        kill = default;
        if (payload.Length != Bytes || !SeatBytes.TryRead(payload, out var killer) || !SeatBytes.TryRead(payload[2..], out var victim))
        {
            return false;
        }

        kill = new KillEvent(killer, victim, (Weapon)payload[4]);
        return killer.IsSeat && victim.IsSeat && kill.Weapon <= Weapon.Rocket;
    }
}

/// <summary>Told to everybody when the match has ended.</summary>
/// <param name="Winner">Who won; none when the best score was shared.</param>
/// <param name="Score">The best score.</param>
public readonly record struct MatchOverEvent(SeatId Winner, int Score)
{
    /// <summary>The number of this event on the wire.</summary>
    public const ushort Kind = 2;

    /// <summary>winner: u16 (65,535 for none), score: u16; little endian.</summary>
    public const int Bytes = 4;

    public void Write(Span<byte> payload)
    {
        SeatBytes.Write(payload, Winner);
        BinaryPrimitives.WriteUInt16LittleEndian(payload[2..], (ushort)Score);
    }

    public static bool TryRead(ReadOnlySpan<byte> payload, out MatchOverEvent over)
    {
        over = default;
        if (payload.Length != Bytes || !SeatBytes.TryRead(payload, out var winner))
        {
            return false;
        }

        over = new MatchOverEvent(winner, BinaryPrimitives.ReadUInt16LittleEndian(payload[2..]));
        return true;
    }
}

/// <summary>A seat in two bytes.</summary>
internal static class SeatBytes
{
    public static void Write(Span<byte> bytes, SeatId seat) => BinaryPrimitives.WriteUInt16LittleEndian(bytes, unchecked((ushort)seat.Index));

    public static bool TryRead(ReadOnlySpan<byte> bytes, out SeatId seat)
    {
        var index = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        seat = index == ushort.MaxValue ? SeatId.None : new SeatId(index);
        return seat.Index < RoomSettings.SeatsLimit;
    }
}
