using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GameServer.Simulation.Worlds;

/// <summary>Takes down a world's numbers as they lie in memory, for the build that wrote them to read again. Grows as needed.</summary>
internal sealed class WorldWriter
{
    private byte[] bytes = new byte[4096];
    private int length;

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, length);

    public void Write<T>(T value)
        where T : struct => Write(MemoryMarshal.CreateReadOnlySpan(ref value, 1));

    /// <summary>Throws when <typeparamref name="T"/> holds references: what they lead to would not be saved.</summary>
    public void Write<T>(ReadOnlySpan<T> values)
        where T : struct
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            throw new InvalidOperationException($"{typeof(T).Name} holds references: it cannot be saved.");
        }

        var source = MemoryMarshal.AsBytes(values);
        if (bytes.Length - length < source.Length)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + source.Length));
        }

        source.CopyTo(bytes.AsSpan(length));
        length += source.Length;
    }
}
