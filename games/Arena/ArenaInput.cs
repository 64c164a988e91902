namespace GameServer.Games.Arena;

/// <summary>One player's intent for one tick.</summary>
public struct ArenaInput
{
    /// <summary>Stick to the right, -1 to 1.</summary>
    public float MoveX;

    /// <summary>Stick upwards, -1 to 1.</summary>
    public float MoveY;

    /// <summary>Where to look, radians from the x axis, counterclockwise.</summary>
    public float Aim;

    /// <summary>The trigger, held: shots at the gun's own pace.</summary>
    public bool Fire;

    /// <summary>A press: one rocket, if the weapon is ready.</summary>
    public bool Throw;

    /// <summary>A press: a short sprint, if the legs are ready.</summary>
    public bool Dash;
}
