using System.Numerics;
using GameServer.Client.Matches;
using GameServer.Client.Stats;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Worlds;

namespace GameServer.Tools.Simulator.Checks;

/// <summary>Whether a prediction is right to the bit wherever nothing but the player's own inputs, in time, had a part; and how long a wrong one lives.</summary>
internal sealed class PredictionCheck<TInput, TAvatar>(Findings findings, int stride)
    where TInput : struct
    where TAvatar : struct
{
    /// <summary>Before a frame: puts aside what was predicted, which corrections will write over.</summary>
    public void Remember(Life life, Match<TInput, TAvatar> match)
    {
        var predictor = match.Predictor;
        for (var tick = life.Confirmed + 1; tick <= predictor.Now && predictor.Now != Tick.Zero; tick += 1)
        {
            if (predictor.Now - tick < 64)
            {
                predictor.PublicAt(tick).CopyTo(PlaceOf(life, tick));
                predictor.OwnerAt(tick).CopyTo(PlaceOf(life, tick)[stride..]);
            }
        }
    }

    /// <summary>The client has applied a datagram and perhaps looked at its prediction.</summary>
    public void Judge(Life life, ClientStats stats, Tick predicted, Tick newest, History history, long now)
    {
        if (stats.PredictionsChecked == life.PredictionsChecked)
        {
            return;
        }

        var isCorrected = stats.Corrections > life.Corrections;
        (life.PredictionsChecked, life.Corrections) = (stats.PredictionsChecked, stats.Corrections);
        var cause = FirstDisturbed(life, newest);
        if (cause is null)
        {
            findings.UndisturbedTicks += life.Confirmed == Tick.Zero ? 0 : newest - life.Confirmed;
            if (isCorrected)
            {
                var bits = DifferingBits(life, newest, history);
                findings.CorrectionBits += bits;
                findings.Add("prediction", life.Index, $"{bits} bits of tick {newest} were predicted wrongly though nothing had disturbed it since {life.Confirmed}");
            }
        }
        else if (isCorrected && life.Ledger.SampledAt(cause.Value) is > 0 and var since)
        {
            findings.CorrectionMs.Add((float)((now - since) / 1e6));
        }

        life.Confirmed = newest;
        life.CutUntil = stats.ReplaysCut > life.ReplaysCut ? predicted : life.CutUntil;
        life.ReplaysCut = stats.ReplaysCut;
    }

    private static Tick? FirstDisturbed(Life life, Tick newest)
    {
        if (life.Confirmed == Tick.Zero || newest - life.Confirmed >= Life.Ring / 2)
        {
            return newest;
        }

        for (var tick = life.Confirmed + 1; tick <= newest; tick += 1)
        {
            if (life.IsDisturbed[tick.Number % Life.Ring] || tick <= life.CutUntil)
            {
                return tick;
            }
        }

        return null;
    }

    private int DifferingBits(Life life, Tick tick, History history)
    {
        var bits = 0;
        if (life.AvatarSlot >= 0 && history.TryGet(tick, out var truth))
        {
            bits += Differing(PlaceOf(life, tick)[..stride], truth.RowAt(life.AvatarSlot));
            bits += life.OwnerSlot < 0 ? 0 : Differing(PlaceOf(life, tick)[(stride + 1)..], truth.RowAt(life.OwnerSlot)[1..]);
        }

        return Math.Max(1, bits);
    }

    private static int Differing(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        var bits = 0;
        for (var i = 0; i < left.Length; i++)
        {
            bits += BitOperations.PopCount((uint)(left[i] ^ right[i]));
        }

        return bits;
    }

    private Span<int> PlaceOf(Life life, Tick tick) => life.Predicted.AsSpan((int)(tick.Number % Life.Ring) * stride * 2, stride * 2);
}
