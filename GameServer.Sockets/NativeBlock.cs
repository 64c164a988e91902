using System.Runtime.InteropServices;

namespace GameServer.Sockets;

/// <summary>
/// Zeroed memory that the collector neither moves nor sees, given away piece by piece, each at a cache line of its own. A large one costs
/// what is used of it.
/// </summary>
internal sealed unsafe class NativeBlock : IDisposable
{
    private const int CacheLine = 64;

    private readonly int bytes;
    private readonly byte* begin;
    private void* allocated;
    private int given;

    internal NativeBlock(int bytes)
    {
        this.bytes = bytes;
        allocated = NativeMemory.AllocZeroed((nuint)bytes + CacheLine); // Pages that come fresh from the system are zero without being touched.
        begin = (byte*)(((nuint)allocated + CacheLine - 1) / CacheLine * CacheLine);
    }

    internal static int Rounded(int bytes) => (bytes + CacheLine - 1) / CacheLine * CacheLine;

    internal void* Give(int wanted)
    {
        var piece = begin + given;
        given += Rounded(wanted);
        return given <= bytes ? piece : throw new InvalidOperationException("The block was made too small.");
    }

    public void Dispose()
    {
        NativeMemory.Free(allocated);
        allocated = null;
    }
}
