using GameServer.Client.Transport;
using GameServer.Games.Arena;
using GameServer.Games.Bodies;

namespace GameServer.Tools.Bots.Fleet;

/// <summary>The games that bots know, by the names that servers call them. A new game is a pilot and a line here.</summary>
public static class BotGames
{
    /// <summary>What bots play unless told otherwise.</summary>
    public const string Default = "arena";

    private static readonly Dictionary<string, Func<BotFleetOptions, int, BotNotes, IClientTransport, IBot>> Makers = new(StringComparer.Ordinal)
    {
        [Default] = static (options, index, notes, transport) =>
            new Bot<ArenaInput, Fighter>(options, index, notes, transport, new Arena(), new ArenaPilot(options.Seed, index, options.Hunts)),
        ["bodies"] = static (options, index, notes, transport) =>
        {
            var game = new Bodies();
            return new Bot<BodiesInput, Roller>(options, index, notes, transport, game, new BodiesPilot(options.Seed, index, game));
        },
    };

    /// <summary>Every name.</summary>
    public static IEnumerable<string> Names => Makers.Keys;

    /// <summary>Whether bots can play it.</summary>
    public static bool Has(string name) => Makers.ContainsKey(name);

    internal static IBot Make(BotFleetOptions options, int index, BotNotes notes, IClientTransport transport) => Makers[options.Game](options, index, notes, transport);
}
