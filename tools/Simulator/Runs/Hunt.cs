namespace GameServer.Tools.Simulator.Runs;

/// <summary>Plays seeds until a checker speaks; with nothing but plain values, for whoever loads this beside another copy of itself.</summary>
internal static class Hunt
{
    /// <summary>The first seed's number, a colon and what was violated; null when nothing was.</summary>
    public static string? Find(ulong first, ulong last, double minutes, int players, string profile)
    {
        for (var seed = first; seed <= last; seed++)
        {
            if (SeedRun.Run(seed, new RunOptions { Minutes = minutes, Players = players, Profile = profile }).Violation is { } violation)
            {
                return $"{seed}: {violation}";
            }
        }

        return null;
    }
}
