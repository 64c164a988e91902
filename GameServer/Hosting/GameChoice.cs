using GameServer.Rooms;
using Microsoft.Extensions.Options;

namespace GameServer.Hosting;

/// <summary>Which of the games that were added a server plays. Stateless.</summary>
internal sealed class GameChoice(IEnumerable<HostedGame> games) : IValidateOptions<GameServerOptions>
{
    public ValidateOptionsResult Validate(string? name, GameServerOptions options) =>
        options.Game is not { } wanted || games.Any(game => game.Name == wanted)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{Setting.Of(nameof(options.Game))} must be {string.Join(" or ", games.Select(static game => game.Name))}, not \"{wanted}\".");

    /// <summary>The game that valid options name.</summary>
    public static GameFactory Of(IEnumerable<HostedGame> games, GameServerOptions options)
    {
        var chosen = games.First(game => options.Game is null || game.Name == options.Game);
        return new GameFactory(chosen.Make, chosen.Name);
    }
}
