using GameServer.Games.Arena;
using GameServer.Hosting;
using GameServer.Rooms;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;
using GameServer.Tests.Protocol.Models;
using GameServer.Tests.Support;
using GameServer.Tools.Simulator.Timing;

namespace GameServer.Tests.Hosting;

internal sealed class TrialRoomTests
{
    [Test]
    public void GameThatPlaysIsTaken() => Assert.That(() => Play<Arena>("map=field"), Throws.Nothing);

    [Test]
    public void ConfigurationThatTheGameRefusesIsTold() => AssertRefused<Arena>("map=moon", "moon");

    [Test]
    public void WrongSchemaIsTold() => AssertRefused<WrongSchema>("", "Health");

    [Test]
    public void GameThatFailsAtStartIsTold() => AssertRefused<FailsAtStart>("", "NotSupportedException: planted at start");

    [Test]
    public void GameThatFailsInATickIsTold() => AssertRefused<FailsInATick>("", "NotSupportedException: planted in a tick");

    [Test]
    public void GameThatFailsAtAJoinIsTold() => AssertRefused<FailsAtAJoin>("", "planted at a join");

    [Test]
    public void CodecModelThatIsNoneIsTold() => AssertRefused<HasNoModel>("", "The codec model is not a model file.");

    [Test]
    public void CodecModelOfAnotherSchemaIsTold() => AssertRefused<HasAForeignModel>("", "another version of the game's schema");

    private static void AssertRefused<TGame>(string config, string part)
        where TGame : Game, new() =>
        Assert.That(() => Play<TGame>(config), Throws.TypeOf<ConfigurationException>().With.Message.Contains(part).And.Message.Matches(@"^[^\n]+\.$"));

    private static void Play<TGame>(string config)
        where TGame : Game, new() =>
        TrialRoom.Play(static () => new GameFactory(static () => new TGame()), new RoomSettings { Config = config }, new RoomHostSettings(), new ManualClock());

    private sealed class WrongSchema : DriftGame
    {
        protected override void Describe(SchemaBuilder<DriftInput, Drifter> schema)
        {
            schema.Input(static (ref DriftInput i) => ref i.Brake);
            schema.Avatar("drifter").Int(static (ref Drifter d) => ref d.Health, 5, 0);
        }
    }

    private sealed class HasNoModel : DriftGame
    {
        public override ReadOnlyMemory<byte> CodecModel => "not a model at all"u8.ToArray();
    }

    private sealed class HasAForeignModel : DriftGame
    {
        public override ReadOnlyMemory<byte> CodecModel => AnyModel.Bytes(new Arena().Schema, new Random(1));
    }

    private sealed class FailsAtStart : DriftGame
    {
        protected override void OnStart(Room room) => throw new NotSupportedException("planted at start");
    }

    private sealed class FailsInATick : DriftGame
    {
        protected override void Tick(Room room) => throw new NotSupportedException("planted in a tick");
    }

    private sealed class FailsAtAJoin : DriftGame
    {
        protected override Drifter OnJoin(Room room, Seat seat) => throw new ArgumentException("planted at a join");
    }
}
