namespace GameServer.Games.Bodies;

/// <summary>One player's intent for one tick.</summary>
public struct BodiesInput
{
    /// <summary>Stick along x, -1 to 1.</summary>
    public float MoveX;

    /// <summary>Stick along y, -1 to 1.</summary>
    public float MoveY;

    /// <summary>Held: what is near comes along.</summary>
    public bool Pull;

    /// <summary>A press: a hop, if the ball lies on the ground.</summary>
    public bool Jump;
}
