namespace GameServer.Benchmarks.Processes;

/// <summary>A scenario could not be run; the message is the sentence that the user reads.</summary>
internal sealed class ScenarioException(string sentence) : Exception(sentence);
