using GameServer.Games.Bodies.Physics;

namespace GameServer.Games.Bodies;

/// <summary>What a body is.</summary>
public enum BodyKind : byte
{
    /// <summary>It rolls.</summary>
    Ball,

    /// <summary>A cube.</summary>
    Box,
}

/// <summary>One of the things that lie about.</summary>
public struct Body
{
    /// <summary>Nobody has touched it.</summary>
    public const int Unpainted = -1;

    /// <summary>Greatest <see cref="Size"/>.</summary>
    public const int SizeMax = 2;

    private const float HalfSizeMin = 0.25f; // On the grid of positions, as all sizes are, so that it can lie on the ground.
    private const float HalfSizeStep = 0.0625f;

    /// <summary>Where it is and how it moves.</summary>
    public Motion Motion;

    public BodyKind Kind;

    /// <summary>0 to <see cref="SizeMax"/>.</summary>
    public int Size;

    /// <summary>The seat whose avatar touched it last, or <see cref="Unpainted"/>.</summary>
    public int Paint;

    /// <summary>Radius of a ball, half an edge of a box; metres.</summary>
    public readonly float HalfSize => HalfSizeMin + (HalfSizeStep * Size);

    internal readonly Shape Shape => new(Kind == BodyKind.Box, HalfSize);
}
