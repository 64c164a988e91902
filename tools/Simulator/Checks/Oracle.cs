using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;
using GameServer.Simulation.Worlds;

namespace GameServer.Tools.Simulator.Checks;

/// <summary>
/// Says of each tick of an avatar whether its own drive made all of it, by driving a copy of the tick before: everything else (a hit, a push,
/// a pickup) is what no client can foresee.
/// </summary>
internal sealed class Oracle<TInput, TAvatar>(Game<TInput, TAvatar> game, int tickRate) : ISpawnSink
    where TInput : struct
    where TAvatar : struct
{
    private readonly int[] publicRow = new int[game.Schema.Stride];
    private readonly int[] ownerRow = new int[game.Schema.Stride];

    /// <summary>Whether the seat's avatar at the newest tick is what its drive makes of the one before.</summary>
    public bool IsDrivenAlone(Life life, Seat seat, History history)
    {
        var tick = history.Newest.Tick;
        if (!history.TryGet(tick + -1, out var before) || !TryFindRows(life, seat, history.Newest))
        {
            return false;
        }

        var now = history.Newest;
        if (before.HeadAt(life.AvatarSlot) != now.HeadAt(life.AvatarSlot) || (life.OwnerSlot >= 0 && before.HeadAt(life.OwnerSlot) != now.HeadAt(life.OwnerSlot)))
        {
            return false;
        }

        var avatar = default(TAvatar);
        game.AvatarKind.PublicLayout.Load(ref avatar, before.RowAt(life.AvatarSlot));
        if (life.OwnerSlot >= 0)
        {
            game.AvatarKind.OwnerLayout!.Load(ref avatar, before.RowAt(life.OwnerSlot));
        }

        var input = default(TInput);
        game.LoadInput(ref input, seat.InputRow);
        game.Predict(ref avatar, input, this, seat.Id, tick, 1f / tickRate);
        var phase = new SealPhase(tick, SealKeys.Avatar(seat.Id));
        Array.Clear(publicRow);
        game.AvatarKind.PublicLayout.Seal(ref avatar, publicRow, phase);
        if (!now.RowAt(life.AvatarSlot).SequenceEqual(publicRow))
        {
            return false;
        }

        Array.Clear(ownerRow);
        game.AvatarKind.OwnerLayout?.Seal(ref avatar, ownerRow, phase);
        return life.OwnerSlot < 0 || now.RowAt(life.OwnerSlot)[1..].SequenceEqual(ownerRow.AsSpan(1));
    }

    void ISpawnSink.SpawnOwned<T>(SeatId owner, in T entity)
    {
    }

    private bool TryFindRows(Life life, Seat seat, SealedTick now)
    {
        if (life.AvatarSlot == seat.Avatar.Slot && now.HeadAt(life.AvatarSlot) is { IsPresent: true } head && head.Owner == seat.Id
            && (game.AvatarKind.OwnerRecord is null || (life.OwnerSlot >= 0 && now.HeadAt(life.OwnerSlot) is { IsPresent: true } part && part.Owner == seat.Id && part.Kind == game.AvatarKind.OwnerRecord.Index)))
        {
            return true;
        }

        (life.AvatarSlot, life.OwnerSlot) = (seat.Avatar.Slot, -1);
        for (var slot = 0; slot < now.SlotCount && game.AvatarKind.OwnerRecord is { } record; slot++)
        {
            if (now.HeadAt(slot) is { IsPresent: true } candidate && candidate.Kind == record.Index && now.RowAt(slot)[0] == seat.Avatar.Slot)
            {
                life.OwnerSlot = slot;
            }
        }

        return now.HeadAt(life.AvatarSlot) is { IsPresent: true } avatar && avatar.Owner == seat.Id && avatar.Generation == seat.Avatar.Generation;
    }
}
