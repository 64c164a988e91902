using System.Runtime.InteropServices;

namespace GameServer.Sockets;

/// <summary>Zeroed memory that the collector neither moves nor sees, given away piece by piece, each at a cache line of its own.</summary>
internal sealed unsafe class NativeBlock : IDisposable
{
    private const int CacheLine = 64;

    private readonly int bytes;
    private byte* begin;
    private int given;

    internal NativeBlock(int bytes)
    {
        this.bytes = bytes;
        begin = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, CacheLine);
        NativeMemory.Clear(begin, (nuint)bytes);
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
        NativeMemory.AlignedFree(begin);
        begin = null;
    }
}
