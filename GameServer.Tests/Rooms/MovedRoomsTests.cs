using GameServer.Rooms;

namespace GameServer.Tests.Rooms;

internal sealed class MovedRoomsTests
{
    [Test]
    public void RoomThatGoesToAndFroIsRememberedWhereItIs()
    {
        var moved = new MovedRooms();
        for (var i = 0; i < MovedRooms.Max; i++)
        {
            moved.Add("to and fro", "9051");
            moved.Remove("to and fro");
        }

        Assert.That(moved.TryGet("to and fro", out _), Is.False, "it is here");
        moved.Add("to and fro", "9052");
        moved.Add("another", "9053");
        Assert.That(moved.TryGet("to and fro", out var where), Is.True);
        Assert.That(where, Is.EqualTo("9052"));
    }

    [Test]
    public void TheOldestIsForgottenWhenThereAreTooMany()
    {
        var moved = new MovedRooms();
        for (var i = 0; i <= MovedRooms.Max; i++)
        {
            moved.Add($"room {i}", "9051");
        }

        Assert.That(moved.TryGet("room 0", out _), Is.False);
        Assert.That(moved.TryGet("room 1", out _), Is.True);
    }
}
