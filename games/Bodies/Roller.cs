using GameServer.Games.Bodies.Physics;

namespace GameServer.Games.Bodies;

/// <summary>A player's avatar: a big ball that pushes the others about. All that <c>Drive</c> reads is replicated.</summary>
public struct Roller
{
    /// <summary>Metres.</summary>
    public const float Radius = 1;

    /// <summary>Where it is and how it moves.</summary>
    public Motion Motion;

    /// <summary>Whether it draws bodies to itself.</summary>
    public bool IsPulling;

    /// <summary>How many bodies have its colour.</summary>
    public int Score;

    internal static Shape Shape => new(IsBox: false, Radius);
}
