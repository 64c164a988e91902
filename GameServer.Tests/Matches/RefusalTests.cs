using GameServer.Client.Sessions;
using GameServer.Protocol.Control;
using GameServer.Simulation.Schemas;
using GameServer.Tests.Support;
using GameServer.Tools.Simulator.Matches;

namespace GameServer.Tests.Matches;

/// <summary>Clients that are not let in: each is told why, each reason is counted, and those who play do not notice.</summary>
internal sealed class RefusalTests
{
    [Test]
    public void ClientOfAnotherVersionIsTold() => AssertRefused(GoodbyeReason.VersionMismatch, static hello =>
    {
        hello[2] = 77;
        return hello;
    });

    [Test]
    public void HelloThatCannotBeReadIsTold() => AssertRefused(GoodbyeReason.BadHello, static hello => hello[..^3]);

    [Test]
    public void ClientOfAnotherSchemaIsTold()
    {
        var games = 0;
        using var match = new TestMatch<DriftInput, Drifter>(() => ++games == 5 ? new Drift2() : new DriftGame(), Drift.Scripted, new SimulationSettings { Clients = 2 });
        match.Run(ticks: 60); // The server's schema, two clients, a room: four games so far.
        var stranger = match.AddClient();
        match.Run(ticks: 60);
        AssertTold(match, stranger, GoodbyeReason.SchemaMismatch);
    }

    [Test]
    public void PlayerOfAFullRoomIsTold()
    {
        using var match = DriftMatch.Start(seed: 1, clients: 2, change: static s => s with { SeatsMax = 2 });
        match.Run(ticks: 60);
        var third = match.AddClient();
        match.Run(ticks: 60);
        AssertTold(match, third, GoodbyeReason.RoomFull);
    }

    [Test]
    public void PlayerOfARoomTooManyIsTold()
    {
        using var match = DriftMatch.Start(seed: 1, clients: 2, change: static s => s with { RoomsMax = 1 });
        match.Run(ticks: 60);
        var other = match.AddClient("another");
        match.Run(ticks: 60);
        AssertTold(match, other, GoodbyeReason.ServerFull);
    }

    [Test]
    public void PlayerWithoutATokenIsToldByAClosedServer()
    {
        using var match = DriftMatch.Start(seed: 1, clients: 1, change: static s => s with { IsOpen = false });
        match.Run(ticks: 30);
        Assert.That((match.Players[0].Client.State, match.Players[0].Client.Reason), Is.EqualTo((ClientState.Closed, GoodbyeReason.BadToken)));
        Assert.That(match.Sessions.Goodbyes(GoodbyeReason.BadToken), Is.EqualTo(1));
        Assert.That(match.Rooms.All, Is.Empty);
    }

    private static void AssertRefused(GoodbyeReason reason, Func<byte[], byte[]> change)
    {
        using var match = DriftMatch.Start(seed: 1, clients: 2);
        match.Run(ticks: 60);
        var stranger = match.AddClient(rewriteHello: change);
        match.Run(ticks: 60);
        AssertTold(match, stranger, reason);
    }

    private static void AssertTold(TestMatch<DriftInput, Drifter> match, SimulatedPlayer<DriftInput, Drifter> stranger, GoodbyeReason reason)
    {
        Assert.That((stranger.Client.State, stranger.Client.Reason), Is.EqualTo((ClientState.Closed, reason)));
        Assert.That(match.Sessions.Goodbyes(reason), Is.EqualTo(1));
        Assert.That(match.Sessions.Joined, Is.EqualTo(2));
        foreach (var player in match.Players.Where(p => p != stranger))
        {
            Assert.That(player.Client.State, Is.EqualTo(ClientState.Playing));
            Assert.That(match.DifferingRows(player), Is.Zero);
        }

        var inputs = match.Room.Sum().Inputs;
        Assert.That(inputs.InputsRepeated, Is.Zero, "not one input of theirs was missed");
    }

    /// <summary>One field more than the server has.</summary>
    private sealed class Drift2 : DriftGame
    {
        protected override void Describe(SchemaBuilder<DriftInput, Drifter> schema)
        {
            base.Describe(schema);
            schema.Entity<Extra>("extra").Bool(static (ref Extra e) => ref e.Flag);
        }
    }

    private struct Extra
    {
        public bool Flag;
    }
}
