namespace GameServer.Tools.Simulator.Matches;

/// <summary>A switch for all simulated matches of a process: what a room is must survive being saved and loaded after every tick.</summary>
internal static class HeavyMode
{
    public const string Variable = "GAMESERVER_HEAVY";

    public static bool IsOn { get; } = Environment.GetEnvironmentVariable(Variable) == "1";
}
