namespace GameServer.Benchmarks.Cubes.Peers;

/// <summary>
/// A way to tell a client of a frame of cubes. Writes into bytes and reads it back from them; both ends have the earlier frames and
/// nothing else in common. Rows are as in <see cref="CubesRecording"/>.
/// </summary>
internal interface IPeer
{
    string Name { get; }

    /// <summary>Whether a frame can be read when frames before it were lost: whether it leans on acknowledged ones alone.</summary>
    bool IsLossSafe { get; }

    /// <summary>How old the frames are that it wants, when the newest acknowledged one is so many frames old; as many as it makes use of.</summary>
    int[] AgesFor(int baselineAge);

    /// <summary>Writes a frame and returns the bytes used.</summary>
    int Encode(in BaselineFrames earlier, ReadOnlySpan<int> frame, Span<byte> bytes);

    /// <summary>Reads a frame; false when the bytes are none.</summary>
    bool TryDecode(in BaselineFrames earlier, ReadOnlySpan<byte> bytes, Span<int> frame);
}

/// <summary>What both ends hold when a frame is told of, the newest first; those that are not asked for or were never there are empty.</summary>
internal readonly ref struct BaselineFrames
{
    public BaselineFrames(CubesRecording recording, int tick, ReadOnlySpan<int> ages)
    {
        Age = ages.Length > 0 ? ages[0] : 0;
        Newest = ages.Length > 0 ? recording.FrameAt(tick - ages[0]) : default;
        SecondAge = ages.Length > 1 && ages[1] <= tick ? ages[1] : 0;
        Second = SecondAge > 0 ? recording.FrameAt(tick - SecondAge) : default;
        ThirdAge = SecondAge > 0 && ages.Length > 2 && ages[2] <= tick ? ages[2] : 0;
        Third = ThirdAge > 0 ? recording.FrameAt(tick - ThirdAge) : default;
    }

    public int Age { get; }

    public int SecondAge { get; }

    public int ThirdAge { get; }

    public ReadOnlySpan<int> Newest { get; }

    public ReadOnlySpan<int> Second { get; }

    public ReadOnlySpan<int> Third { get; }
}
