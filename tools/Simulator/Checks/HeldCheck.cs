using GameServer.Client.Held;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Worlds;
using GameServer.Tools.Simulator.Games;

namespace GameServer.Tools.Simulator.Checks;

/// <summary>Whether what a client holds is what the server had, and nothing that its seat may not know.</summary>
internal sealed class HeldCheck(Game game, HiddenRule? isHidden, Findings findings)
{
    private const string Name = "held";

    // What the wire's grid and the order of additions may add to a distance.
    private const float RadiusSlack = 0.05f;
    private const float LeaveFactor = 1.15f;

    /// <summary>The client has applied a datagram of this tick.</summary>
    public void Judge(Life life, HeldState held, Tick tick, History history)
    {
        if (life.NewestHeld.Length < held.SlotCount)
        {
            life.NewestHeld = [.. life.NewestHeld, .. new Tick[(2 * held.SlotCount) - life.NewestHeld.Length]];
        }

        var isKnown = history.TryGet(tick, out var truth);
        for (var slot = 0; slot < held.SlotCount; slot++)
        {
            var newest = held.NewestAt(slot);
            if (newest < life.NewestHeld[slot])
            {
                findings.Add(Name, life.Index, $"slot {slot} went back from tick {life.NewestHeld[slot]} to {newest}");
            }

            life.NewestHeld[slot] = newest;
            if (!held.TryGet(slot, tick, out var head, out var row))
            {
                continue;
            }

            JudgeSecret(life, slot, tick, head, row);
            if (isKnown)
            {
                JudgeRow(life, slot, head, row, truth);
            }
        }
    }

    private void JudgeRow(Life life, int slot, EntityHead head, ReadOnlySpan<int> row, SealedTick truth)
    {
        findings.RowsCompared++;
        if (truth.HeadAt(slot) != head || !truth.RowAt(slot).SequenceEqual(row))
        {
            findings.Add(Name, life.Index, $"slot {slot} of tick {truth.Tick} is held as {Text(head, row)} and was {Text(truth.HeadAt(slot), truth.RowAt(slot))}");
            return;
        }

        var record = game.Schema.Records[head.Kind];
        if (float.IsPositiveInfinity(game.InterestRadius) || record.PositionColumn < 0 || head.Owner == life.Seat || life.AvatarSlot < 0)
        {
            return;
        }

        var avatar = truth.HeadAt(life.AvatarSlot);
        if (avatar.Owner == life.Seat && game.Schema.Records[avatar.Kind].PositionColumn is >= 0 and var column)
        {
            var from = truth.RowAt(life.AvatarSlot);
            float dx = (row[record.PositionColumn] - from[column]) * record.PositionStep, dy = (row[record.PositionColumn + 1] - from[column + 1]) * record.PositionStep;
            var reach = (game.InterestRadius * LeaveFactor) + RadiusSlack;
            if ((dx * dx) + (dy * dy) > reach * reach)
            {
                findings.Add("interest", life.Index, $"slot {slot} of tick {truth.Tick} is {MathF.Sqrt((dx * dx) + (dy * dy)):F1} away and was told of");
            }
        }
    }

    private void JudgeSecret(Life life, int slot, Tick tick, EntityHead head, ReadOnlySpan<int> row)
    {
        findings.RowsSeen++;
        if (head.Kind >= game.Schema.Records.Length)
        {
            findings.Add(Name, life.Index, $"slot {slot} of tick {tick} is held as {head}, which is nothing");
        }
        else if (game.Schema.Records[head.Kind].IsOwnerPart && head.Owner != life.Seat)
        {
            findings.Add("interest", life.Index, $"slot {slot} of tick {tick} is {head.Owner}'s own and is held by {life.Seat}");
        }
        else if (isHidden is not null && isHidden(life.Seat, head, row))
        {
            findings.Add("interest", life.Index, $"slot {slot} of tick {tick} is hidden from {life.Seat} and was told of");
        }
    }

    private static string Text(EntityHead head, ReadOnlySpan<int> row) => $"{head} [{string.Join(' ', row.ToArray())}]";
}
