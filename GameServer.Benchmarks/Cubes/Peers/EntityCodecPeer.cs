using GameServer.Protocol.Bits;
using GameServer.Protocol.Snapshots;

namespace GameServer.Benchmarks.Cubes.Peers;

/// <summary>Our own codec with so many rows, written as a datagram's run is: ages, wake lists, codes.</summary>
internal sealed class EntityCodecPeer(string name, EntityCodec codec, int rows) : IPeer
{
    private readonly byte[] classes = new byte[CubesGame.Cubes];
    private readonly int[] places = new int[CubesGame.Cubes];

    public string Name => name;

    public bool IsLossSafe => true;

    public int[] AgesFor(int baselineAge)
    {
        var ages = BaselineAges.RegularFor(baselineAge);
        return rows switch { 1 => [ages.Age], 2 => [ages.Age, ages.Second], _ => [ages.Age, ages.Second, ages.Third] };
    }

    public int Encode(in BaselineFrames earlier, ReadOnlySpan<int> frame, Span<byte> bytes)
    {
        var writer = new BitWriter(bytes);
        var ages = new BaselineAges(earlier.Age, earlier.SecondAge, earlier.ThirdAge);
        ages.Write(ref writer);
        Classify(earlier, ages);
        for (var changeClass = 1; changeClass <= codec.RestClasses; changeClass++)
        {
            WriteWoken(ref writer, earlier, frame, changeClass);
        }

        for (var cube = 0; cube < classes.Length; cube++)
        {
            if (classes[cube] == 0)
            {
                codec.WriteDelta(ref writer, KindOf(cube), Rows(earlier, ages, cube), Row(frame, cube));
            }
        }

        return writer.Finish();
    }

    public bool TryDecode(in BaselineFrames earlier, ReadOnlySpan<byte> bytes, Span<int> frame)
    {
        var reader = new BitReader(bytes);
        if (!BaselineAges.TryRead(ref reader, out var ages) || ages != new BaselineAges(earlier.Age, earlier.SecondAge, earlier.ThirdAge))
        {
            return false;
        }

        Classify(earlier, ages);
        for (var changeClass = 1; changeClass <= codec.RestClasses; changeClass++)
        {
            if (!TryReadWoken(ref reader, changeClass))
            {
                return false;
            }
        }

        earlier.Newest.CopyTo(frame);
        for (var cube = 0; cube < classes.Length; cube++)
        {
            if (classes[cube] == 0 && !codec.TryReadDelta(ref reader, KindOf(cube), Rows(earlier, ages, cube), frame.Slice(cube * CubesRecording.Numbers, CubesRecording.Numbers)))
            {
                return false;
            }
        }

        return reader.IsAtEnd();
    }

    private static int KindOf(int cube) => cube == 0 ? 0 : 1;

    private static ReadOnlySpan<int> Row(ReadOnlySpan<int> frame, int cube) =>
        frame.IsEmpty ? default : frame.Slice(cube * CubesRecording.Numbers, CubesRecording.Numbers);

    private static BaselineRows Rows(scoped in BaselineFrames earlier, BaselineAges ages, int cube) =>
        new(ages, Row(earlier.Newest, cube), Row(earlier.Second, cube), Row(earlier.Third, cube));

    private void Classify(in BaselineFrames earlier, BaselineAges ages)
    {
        for (var cube = 0; cube < classes.Length; cube++)
        {
            classes[cube] = (byte)codec.ChangeClass(KindOf(cube), Rows(earlier, ages, cube));
        }
    }

    private void WriteWoken(ref BitWriter writer, in BaselineFrames earlier, ReadOnlySpan<int> frame, int changeClass)
    {
        int resting = 0, count = 0, passed = 0;
        for (var cube = 0; cube < classes.Length; cube++)
        {
            if (classes[cube] != changeClass)
            {
                continue;
            }

            resting++;
            if (Row(frame, cube).SequenceEqual(Row(earlier.Newest, cube)))
            {
                passed++;
                continue;
            }

            classes[cube] = 0;
            places[count++] = passed;
            passed = 0;
        }

        WakeList.Write(ref writer, resting, places.AsSpan(0, count));
    }

    private bool TryReadWoken(ref BitReader reader, int changeClass)
    {
        var resting = classes.AsSpan().Count((byte)changeClass);
        if (!WakeList.TryRead(ref reader, resting, places, out var count))
        {
            return false;
        }

        for (int cube = 0, place = 0, next = 0; next < count; cube++)
        {
            if (classes[cube] == changeClass && places[next] == place++)
            {
                classes[cube] = 0;
                next++;
            }
        }

        return true;
    }
}
