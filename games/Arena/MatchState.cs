namespace GameServer.Games.Arena;

/// <summary>How the match stands, for everybody to see. It has no place, so no distance hides it.</summary>
public struct MatchState
{
    public const int SecondsMax = 7200;
    public const int ScoreMax = ushort.MaxValue;

    /// <summary>What <see cref="SecondsLeft"/> is when the match has no time limit.</summary>
    public const int Endless = -1;

    /// <summary>Seconds until the match is over, rounded up.</summary>
    public int SecondsLeft;

    /// <summary>Score that wins at once; 0 for none.</summary>
    public int ScoreLimit;
}
