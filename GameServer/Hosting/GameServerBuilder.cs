using GameServer.Simulation.Rooms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace GameServer.Hosting;

/// <summary>What <c>AddGameServer</c> returns: there the game is named.</summary>
public sealed class GameServerBuilder
{
    private readonly IServiceCollection services;

    internal GameServerBuilder(IServiceCollection services) => this.services = services;

    /// <summary>
    /// A game that the rooms can play; one instance per room is made. A process plays one: of several the option Game names it, and
    /// without that it is the one added first.
    /// </summary>
    public GameServerBuilder AddGame<TGame>()
        where TGame : Game, new()
    {
        var name = typeof(TGame).Name.ToLowerInvariant();
        if (services.Any(s => s.ImplementationInstance is HostedGame game && game.Name == name))
        {
            throw new InvalidOperationException($"The game {name} was added before.");
        }

        services.AddSingleton(new HostedGame(name, static () => new TGame()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GameServerOptions>, GameChoice>());
        services.TryAddSingleton(static provider =>
            GameChoice.Of(provider.GetServices<HostedGame>(), provider.GetRequiredService<IOptions<GameServerOptions>>().Value));
        return this;
    }
}
