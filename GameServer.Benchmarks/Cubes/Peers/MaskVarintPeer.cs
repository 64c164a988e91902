namespace GameServer.Benchmarks.Cubes.Peers;

/// <summary>
/// What libraries with dirty masks write: for each cube that changed, how many are passed over, a bit for each of its numbers, and each
/// change as a zigzag varint; either against the acknowledged baseline, or against the frame before on a stream that loses nothing.
/// </summary>
internal sealed class MaskVarintPeer(bool isReliable) : IPeer
{
    private const int VarintBytesMax = 5;

    public string Name => isReliable ? "change masks and varints, reliable stream" : "change masks and varints";

    public bool IsLossSafe => !isReliable;

    public int[] AgesFor(int baselineAge) => [isReliable ? 1 : baselineAge];

    public int Encode(in BaselineFrames earlier, ReadOnlySpan<int> frame, Span<byte> bytes)
    {
        int used = 0, passed = 0;
        for (var at = 0; at < frame.Length; at += CubesRecording.Numbers, passed++)
        {
            var row = frame.Slice(at, CubesRecording.Numbers);
            var before = earlier.Newest.Slice(at, CubesRecording.Numbers);
            if (row.SequenceEqual(before))
            {
                continue;
            }

            used += WriteVarint(bytes[used..], (uint)passed);
            passed = -1;
            ref var mask = ref bytes[used++];
            mask = 0;
            for (var n = 0; n < row.Length; n++)
            {
                if (row[n] != before[n])
                {
                    mask |= (byte)(1 << n);
                    var change = row[n] - before[n];
                    used += WriteVarint(bytes[used..], (uint)((change << 1) ^ (change >> 31)));
                }
            }
        }

        return used;
    }

    public bool TryDecode(in BaselineFrames earlier, ReadOnlySpan<byte> bytes, Span<int> frame)
    {
        earlier.Newest.CopyTo(frame);
        for (int at = 0, cube = 0; at < bytes.Length; cube++)
        {
            if (!TryReadVarint(bytes, ref at, out var passed) || at >= bytes.Length || passed >= CubesGame.Cubes - cube)
            {
                return false;
            }

            cube += (int)passed;
            var mask = bytes[at++];
            for (var n = 0; n < CubesRecording.Numbers; n++)
            {
                if ((mask & (1 << n)) == 0)
                {
                    continue;
                }

                if (!TryReadVarint(bytes, ref at, out var zigzag))
                {
                    return false;
                }

                frame[(cube * CubesRecording.Numbers) + n] += (int)(zigzag >> 1) ^ -(int)(zigzag & 1);
            }
        }

        return true;
    }

    private static int WriteVarint(Span<byte> bytes, uint value)
    {
        var used = 0;
        for (; value >= 0x80; value >>= 7)
        {
            bytes[used++] = (byte)(value | 0x80);
        }

        bytes[used++] = (byte)value;
        return used;
    }

    private static bool TryReadVarint(ReadOnlySpan<byte> bytes, ref int at, out uint value)
    {
        value = 0;
        for (var i = 0; i < VarintBytesMax && at < bytes.Length; i++)
        {
            var part = bytes[at++];
            value |= (uint)(part & 0x7F) << (7 * i);
            if (part < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}
