using GameServer.Simulation.Inputs;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;

namespace GameServer.Tests.Simulation.Rooms;

public sealed class RoomSettingsTests
{
    [TestCase(0)]
    [TestCase(-60)]
    [TestCase(241)]
    public void TickRateOutOfRangeThrows(int rate) => AssertRefused(new RoomSettings { TickRate = rate }, $"not {rate}");

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(1025)]
    public void SeatsOutOfRangeThrow(int seats) => AssertRefused(new RoomSettings { SeatsMax = seats }, $"not {seats}");

    [TestCase(-1)]
    [TestCase(InputBuffer.TicksMax)]
    public void RepeatsOutOfRangeThrow(int ticks) => AssertRefused(new RoomSettings { InputRepeatTicksMax = ticks }, $"not {ticks}");

    [TestCase(-1)]
    [TestCase(1001)]
    [TestCase(double.NaN)]
    public void RewindOutOfRangeThrows(double ms) => AssertRefused(new RoomSettings { RewindMsMax = ms }, $"not {ms}");

    [TestCase(1, 1, 0)]
    [TestCase(240, 1024, InputBuffer.TicksMax - 1)]
    public void EndsOfTheRangesAreFine(int rate, int seats, int repeats)
    {
        var room = new Room(new DriftGame(), new RoomSettings { TickRate = rate, SeatsMax = seats, InputRepeatTicksMax = repeats });
        room.Step();

        Assert.That((room.Seats.Length, room.TickSeconds, room.Tick.Number), Is.EqualTo((seats, 1f / rate, 1u)));
    }

    private static void AssertRefused(RoomSettings settings, string why) =>
        Assert.That(() => new Room(new DriftGame(), settings), Throws.ArgumentException.With.Message.Contains(why));
}
