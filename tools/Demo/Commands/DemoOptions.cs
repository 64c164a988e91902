namespace GameServer.Tools.Demo.Commands;

/// <summary>What the demo was asked for.</summary>
/// <param name="Game">What is played.</param>
/// <param name="Seconds">When it ends by itself; null for Ctrl-C.</param>
/// <param name="Port">The server's UDP port; 0 for any free one.</param>
/// <param name="HttpPort">The TCP port of its HTTP side; where it is taken, any free one.</param>
/// <param name="ReportFile">Where the figures go at the end, or null.</param>
internal sealed record DemoOptions(string Game, double? Seconds, int Port, int HttpPort, string? ReportFile);
