using GameServer.Protocol.Bits;

namespace GameServer.Benchmarks.Cubes.Peers;

/// <summary>The whole state, every number in the bits that its range takes.</summary>
internal sealed class WholeBitsPeer : IPeer
{
    // Place, largest component and the three others, interacting; nothing is below the ground.
    private static readonly int[] Bits = [15, 15, 13, 2, 9, 9, 9, 1];
    private static readonly int[] Lowest = [-(1 << 14), -(1 << 14), 0, 0, 0, 0, 0, 0];

    public string Name => "whole state, bit-packed";

    public bool IsLossSafe => true;

    public int[] AgesFor(int baselineAge) => [];

    public int Encode(in BaselineFrames earlier, ReadOnlySpan<int> frame, Span<byte> bytes)
    {
        var writer = new BitWriter(bytes);
        for (var i = 0; i < frame.Length; i++)
        {
            var n = i % CubesRecording.Numbers;
            writer.Write((uint)(frame[i] - Lowest[n]), Bits[n]);
        }

        return writer.Finish();
    }

    public bool TryDecode(in BaselineFrames earlier, ReadOnlySpan<byte> bytes, Span<int> frame)
    {
        var reader = new BitReader(bytes);
        for (var i = 0; i < frame.Length; i++)
        {
            var n = i % CubesRecording.Numbers;
            frame[i] = (int)reader.Read(Bits[n]) + Lowest[n];
        }

        return reader.IsAtEnd();
    }
}
