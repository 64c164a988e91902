using System.Globalization;

namespace GameServer.Tools.Simulator.Checks;

/// <summary>Something that must never happen and did.</summary>
/// <param name="Seconds">Of the match.</param>
/// <param name="Client">Which player; -1 for the server.</param>
/// <param name="Checker">Who noticed.</param>
/// <param name="Detail">What, in words and numbers.</param>
internal readonly record struct Violation(double Seconds, int Client, string Checker, string Detail)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Checker} at {Seconds:F3} s, client {Client}: {Detail}");
}
