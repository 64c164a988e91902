namespace GameServer.Games.Bodies.Physics;

/// <summary>A ball, or a box whose edges are all equally long.</summary>
/// <param name="IsBox">Whether it is a box.</param>
/// <param name="HalfSize">Radius of the ball, or half an edge of the box; metres.</param>
internal readonly record struct Shape(bool IsBox, float HalfSize)
{
    private const float DiagonalOfCube = 1.7320509f;

    // kg per m3, chosen so that a box with edges of 1 m has 1 kg: only ratios matter.
    private const float VolumeOfBall = 4.1887903f;

    /// <summary>Nothing of it is farther from its centre, metres.</summary>
    public float Reach => IsBox ? HalfSize * DiagonalOfCube : HalfSize;

    /// <summary>Kilogrammes.</summary>
    public float Mass => (IsBox ? 8 : VolumeOfBall) * HalfSize * HalfSize * HalfSize;

    /// <summary>About any axis through the centre, kg m2: the same for all of them, which is why boxes are cubes.</summary>
    public float Inertia => Mass * HalfSize * HalfSize * (IsBox ? 2 / 3f : 2 / 5f);
}
