using System.Collections.Concurrent;
using GameServer.Protocol.Models;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;

namespace GameServer.Protocol.Snapshots;

/// <summary>
/// The codecs of one game, one for each tick rate, made when they are first asked for. Many rooms, or many clients of one process, share
/// them: what they look up then stays in the processor's cache. Any thread.
/// </summary>
/// <param name="game">An instance of the game; its schema and its model are what counts.</param>
public sealed class EntityCodecs(Game game)
{
    private readonly Lazy<CodecModel?> model = new(() => CodecModel.Of(game));
    private readonly ConcurrentDictionary<int, EntityCodec> byTickRate = new();

    /// <summary>What they write.</summary>
    public Schema Schema => game.Schema;

    /// <summary>What both ends must hold besides the schema; 0 without a model.</summary>
    /// <exception cref="CodecModelException">The game's model is none for its schema.</exception>
    public ulong ModelHash => model.Value?.Hash ?? 0;

    /// <summary>The codec for so many ticks per second.</summary>
    /// <exception cref="CodecModelException">The game's model is none for its schema.</exception>
    public EntityCodec For(int tickRate) => byTickRate.GetOrAdd(tickRate, static (rate, self) => new EntityCodec(self.Schema, rate, self.model.Value), this);
}
