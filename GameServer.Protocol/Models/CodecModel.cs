using GameServer.Simulation.Numerics;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;

namespace GameServer.Protocol.Models;

/// <summary>Which baselines a set of models is for. Immutable.</summary>
/// <param name="Rows">How many rows it uses, 1 to 3; further ones are left aside.</param>
/// <param name="AgeMin">Smallest age of the newest row.</param>
/// <param name="AgeMax">Largest age of the newest row.</param>
/// <param name="Records">One for each record kind; null where the built-in codes are used.</param>
internal sealed record ModelVariant(int Rows, int AgeMin, int AgeMax, RecordModel?[] Records);

/// <summary>
/// What a codec has learned from recorded matches of one game: guesses and prefix codes for its schema. Both ends hold the
/// same; <see cref="Hash"/> is compared at the handshake. Immutable; any thread.
/// </summary>
public sealed class CodecModel
{
    /// <summary>The largest model file, in bytes.</summary>
    public const int BytesMax = 4 * 1024 * 1024;

    internal const int VariantsMax = 8;

    private const int AgeMax = 511;

    private CodecModel(ulong hash, RecordPlan[] plans, ModelVariant[] variants)
    {
        Hash = hash;
        Plans = plans;
        Variants = variants;
    }

    /// <summary>Equal exactly when both ends hold the same model file.</summary>
    public ulong Hash { get; }

    internal RecordPlan[] Plans { get; }

    internal ModelVariant[] Variants { get; }

    /// <summary>Reads a model file that was trained for a schema.</summary>
    /// <param name="schema">The game's schema.</param>
    /// <param name="bytes">The file.</param>
    /// <exception cref="CodecModelException">The bytes are no model, or one for another schema; the message is one sentence.</exception>
    public static CodecModel Load(Schema schema, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BytesMax)
        {
            throw new CodecModelException($"The codec model has {bytes.Length} bytes; at most {BytesMax} are read.");
        }

        var plans = PlansFor(schema);
        var reader = new ModelReader(bytes);
        var variants = reader.ReadVariants(schema, plans);
        return new CodecModel(HashOf(bytes), plans, variants);
    }

    /// <summary>What is used without a file, the hash of which is 0; null when the schema has nothing that it is for.</summary>
    internal static CodecModel? BuiltIn(Schema schema)
    {
        var plans = PlansFor(schema);
        var records = plans.Select(BuiltInModel.For).ToArray();
        return records.All(static r => r is null) ? null : new CodecModel(0, plans, [new ModelVariant(2, 1, AgeMax, records), new ModelVariant(1, 1, AgeMax, records)]);
    }

    internal static RecordPlan[] PlansFor(Schema schema) => [.. schema.Records.Select(static record => new RecordPlan(record))];

    internal int VariantFor(int rows, int age)
    {
        for (var i = 0; i < Variants.Length; i++)
        {
            var variant = Variants[i];
            if (variant.Rows <= rows && variant.AgeMin <= age && age <= variant.AgeMax)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The model of a game, or null when it has none.</summary>
    /// <exception cref="CodecModelException">Its bytes are no model for its schema.</exception>
    public static CodecModel? Of(Game game)
    {
        var bytes = game.CodecModel;
        return bytes.IsEmpty ? null : Load(game.Schema, bytes.Span);
    }

    /// <summary>Hash of a model file; 0 for none.</summary>
    public static ulong HashOf(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? 0 : Mix.Fingerprint(bytes);
}

/// <summary>A model file that cannot be used: a wrong configuration, told before anything starts.</summary>
public sealed class CodecModelException(string message) : Exception(message);
