namespace GameServer.Tools.Bots.Api;

/// <summary>The API was not reached or did not do what it was asked; the message is one sentence for the user.</summary>
internal sealed class ApiException(string sentence) : Exception(sentence);
