using GameServer.Games.Arena;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Schemas;

namespace GameServer.Tests.Games.Arena;

internal sealed class ArenaInterestTests
{
    [Test]
    public void RocketsMatterMoreThanFightersAndFightersMoreThanPickups()
    {
        var match = ArenaMatch.Start(players: 1);
        match.Input(0).Throw = true;
        match.Step();
        var rocket = ImportanceOfThe<Rocket>(match);
        var fighter = ImportanceOfThe<Fighter>(match);
        var pickup = ImportanceOfThe<Pickup>(match);
        Assert.That(rocket, Is.GreaterThan(fighter));
        Assert.That(fighter, Is.GreaterThan(pickup));
        Assert.That(pickup, Is.Positive);
    }

    [Test]
    public void TheMatchIsSeenFromEverywhere()
    {
        var match = ArenaMatch.Start();
        foreach (var entity in match.Room.All<MatchState>())
        {
            Assert.That(match.Game.Schema.Records[match.Newest.HeadAt(entity.Id.Slot).Kind].PositionColumn, Is.EqualTo(-1));
        }
    }

    [Test]
    public void AmmoAndCooldownsAreTheOwnersBusiness()
    {
        var records = ArenaMatch.Start().Game.Schema.Records;
        Assert.That(Names(records.Single(r => r.Name == "fighter")), Does.Contain("Health").And.Contain("Score").And.Not.Contain("Ammo"));
        Assert.That(Names(records.Single(r => r.Name == "fighter.owner")), Does.Contain("Ammo").And.Contain("WeaponCooldown").And.Contain("RespawnTicks"));
    }

    [Test]
    public void TheConfigurationSetsTheRadius()
    {
        Assert.That(ArenaMatch.Start("radius=90").Game.InterestRadius, Is.EqualTo(90));
        Assert.That(ArenaMatch.Start("map=field").Game.InterestRadius, Is.EqualTo(float.PositiveInfinity));
    }

    private static string[] Names(RecordKind record) => [.. record.Columns.Select(static c => c.Name)];

    private static float ImportanceOfThe<T>(ArenaMatch match)
        where T : struct
    {
        var id = EntityId.None;
        foreach (var entity in match.Room.All<T>())
        {
            id = entity.Id;
        }

        return match.Game.ImportanceOf(match.Room, match.Room.Seats[0], id);
    }
}
