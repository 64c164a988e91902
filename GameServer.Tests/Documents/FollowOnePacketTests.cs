using System.Reflection;
using System.Text.RegularExpressions;
using GameServer.Client.Sessions;
using GameServer.Protocol.Bits;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Snapshots;
using GameServer.Rooms;
using GameServer.Simulation.Inputs;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Repository;
using GameServer.Tests.Support;

namespace GameServer.Tests.Documents;

/// <summary>Walks ARCHITECTURE.md's table "The path of a packet": one step, one assertion, from a key press to the snapshot that shows it.</summary>
public sealed partial class FollowOnePacketTests
{
    [Test]
    public void OneInputGoesThePathOfTheTable()
    {
        using var match = DriftMatch.Start(seed: 5, clients: 2);
        match.Run(ticks: 120);
        var player = match.Players[0];
        var room = match.Room;
        var seat = room.Room.Seats[player.Seat.Index];
        var host = room.Seats[player.Seat.Index];
        byte[]? sent = null;
        player.Tap.Up = bytes =>
        {
            sent ??= bytes;
            return true;
        };

        // 1. Socket: the client's datagram is counted where it comes in.
        var received = match.Shard.Transport.Counters.DatagramsReceived;
        match.RunUntil(() => sent is not null && match.Shard.Transport.Counters.DatagramsReceived > received, 1, "a datagram comes in");
        player.Tap.Up = null;
        var reader = new BitReader(sent);
        Assert.That(DatagramKinds.TryRead(ref reader, out var kind) && kind == DatagramKind.Input, "row 1: an input datagram on the wire");

        // 2. Gate: it passed because its connection belongs to a session, whose hello was judged.
        Assert.That(match.Shard.Sessions.Counters.Joined, Is.EqualTo(2), "row 2: two hellos were let in");

        // 3. Room inbox: everything that came between two ticks went through it and nothing was refused.
        Assert.That(room.Inbox.RefusedTooLong + room.Inbox.DroppedOldest, Is.Zero, "row 3: the inbox took all of it");

        // 4. Tick: the input that the client made for a tick is what that tick executed, and the tick was sealed.
        var pressed = player.Client.View.PredictedTick;
        match.RunUntil(() => seat.Inputs.LastConsumed >= pressed, 1, "the room executes the input");
        Assert.That(seat.InputSource, Is.EqualTo(InputSource.Fresh), "row 4: it came in time");
        Assert.That(room.Room.History.TryGet(pressed, out var sealedTick), "row 4: the tick is in the history");

        // 5. Replicate: the seat sees both avatars, and its client's state of the tick is waited for.
        var view = host.Replication.View;
        Assert.That(match.Players.All(p => view.Has(room.Room.Seats[p.Seat.Index].Avatar.Slot)), "row 5: both avatars are of interest");

        // 6. Encode: codes were made once per entity and baseline age, fewer than were sent.
        Assert.That(room.Counters.CodesEncoded, Is.LessThan(room.Sum().Replication.Records), "row 6: codes are shared");

        // 7. Send: the snapshot of that tick reaches the client, whose held state equals the sealed one, and its prediction stood.
        match.RunUntil(() => player.Client.View.NewestTick >= pressed, 1, "the snapshot comes back");
        Assert.That(player.Client.CurrentMatch!.Held.TryGet(seat.Avatar.Slot, pressed, out _, out var row) && row.SequenceEqual(sealedTick.RowAt(seat.Avatar.Slot)), "row 7: the client holds what was sealed");
        Assert.That(player.Client.Stats.PredictionsChecked, Is.GreaterThan(0));
    }

    [Test]
    public void EveryNameInTheTableExists()
    {
        var names = CodeNames().SelectMany(row => row).ToArray();
        Assert.That(names, Has.Length.GreaterThanOrEqualTo(12));
        foreach (var name in names)
        {
            Assert.That(Exists(name), $"ARCHITECTURE.md names `{name}`, which the code does not have");
        }
    }

    [Test]
    public void TheTableHasOneRowPerStage() => Assert.That(CodeNames().Count(), Is.EqualTo(7));

    private static IEnumerable<string[]> CodeNames()
    {
        var text = File.ReadAllText(Path.Combine(SourceTree.Root, "ARCHITECTURE.md"));
        var table = text[text.IndexOf("## The path of a packet", StringComparison.Ordinal)..];
        table = table[..table.IndexOf("\n## ", 3, StringComparison.Ordinal)];
        return table.Split('\n').Where(line => Row().IsMatch(line)).Select(line => Code().Matches(line.Split('|')[3]).Select(m => m.Groups[1].Value).ToArray());
    }

    private static bool Exists(string name)
    {
        Assembly[] assemblies = [typeof(RoomHost).Assembly, typeof(Room).Assembly, typeof(Run).Assembly, typeof(ClientState).Assembly];
        var parts = name.Split('.');
        const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        return assemblies.SelectMany(a => a.GetTypes()).Any(t => t.Name.Split('`')[0] == parts[0] && (parts.Length == 1 || t.GetMember(parts[1], Any).Length > 0));
    }

    [GeneratedRegex(@"^\| \d \|")]
    private static partial Regex Row();

    [GeneratedRegex("`([A-Za-z.]+)`")]
    private static partial Regex Code();
}
