namespace GameServer.Transport;

/// <summary>A transport could not start: its options make no sense or its port is taken. The message is one sentence for the operator.</summary>
public sealed class TransportStartException(string sentence) : Exception(sentence);
