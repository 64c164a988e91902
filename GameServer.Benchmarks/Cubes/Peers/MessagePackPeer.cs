using System.Buffers;
using MessagePack;

namespace GameServer.Benchmarks.Cubes.Peers;

/// <summary>The whole state, an array of numbers for each cube: what a game gets that hands its objects to a serializer.</summary>
internal sealed class MessagePackPeer : IPeer
{
    private readonly ArrayBufferWriter<byte> buffer = new(1 << 16);
    private byte[] received = [];

    public string Name => "whole state, MessagePack";

    public bool IsLossSafe => true;

    public int[] AgesFor(int baselineAge) => [];

    public int Encode(in BaselineFrames earlier, ReadOnlySpan<int> frame, Span<byte> bytes)
    {
        buffer.ResetWrittenCount();
        var writer = new MessagePackWriter(buffer);
        writer.WriteArrayHeader(frame.Length / CubesRecording.Numbers);
        for (var at = 0; at < frame.Length; at += CubesRecording.Numbers)
        {
            writer.WriteArrayHeader(CubesRecording.Numbers);
            foreach (var number in frame.Slice(at, CubesRecording.Numbers))
            {
                writer.Write(number);
            }
        }

        writer.Flush();
        buffer.WrittenSpan.CopyTo(bytes);
        return buffer.WrittenCount;
    }

    public bool TryDecode(in BaselineFrames earlier, ReadOnlySpan<byte> bytes, Span<int> frame)
    {
        if (received.Length < bytes.Length)
        {
            received = new byte[bytes.Length];
        }

        bytes.CopyTo(received);
        var reader = new MessagePackReader(received.AsMemory(0, bytes.Length));
        var isWhole = reader.ReadArrayHeader() == frame.Length / CubesRecording.Numbers;
        for (var at = 0; at < frame.Length && isWhole; at += CubesRecording.Numbers)
        {
            isWhole = reader.ReadArrayHeader() == CubesRecording.Numbers;
            for (var n = 0; n < CubesRecording.Numbers; n++)
            {
                frame[at + n] = reader.ReadInt32();
            }
        }

        return isWhole && reader.End;
    }
}
