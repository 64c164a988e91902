using GameServer.Rooms;
using GameServer.Simulation.Rooms;
using Microsoft.Extensions.DependencyInjection;

namespace GameServer.Hosting;

/// <summary>What <c>AddGameServer</c> returns: there the game is named.</summary>
public sealed class GameServerBuilder
{
    private readonly IServiceCollection services;

    internal GameServerBuilder(IServiceCollection services) => this.services = services;

    /// <summary>The game that every room plays; one instance per room is made. A server has one game.</summary>
    public GameServerBuilder AddGame<TGame>()
        where TGame : Game, new()
    {
        if (services.Any(static s => s.ServiceType == typeof(GameFactory)))
        {
            throw new InvalidOperationException($"A server plays one game, and another than {typeof(TGame).Name} was added before.");
        }

        services.AddSingleton(static _ => new GameFactory(static () => new TGame(), typeof(TGame).Name.ToLowerInvariant()));
        return this;
    }
}
