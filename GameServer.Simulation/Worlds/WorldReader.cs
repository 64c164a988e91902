using System.Runtime.InteropServices;

namespace GameServer.Simulation.Worlds;

/// <summary>Reads what a <see cref="WorldWriter"/> of the same build wrote; throws when it ends too soon.</summary>
internal ref struct WorldReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> left = bytes;

    public readonly bool IsAtEnd => left.IsEmpty;

    public T Read<T>()
        where T : struct
    {
        var value = default(T);
        Read(MemoryMarshal.CreateSpan(ref value, 1));
        return value;
    }

    public void Read<T>(Span<T> values)
        where T : struct
    {
        var target = MemoryMarshal.AsBytes(values);
        left[..target.Length].CopyTo(target);
        left = left[target.Length..];
    }
}
