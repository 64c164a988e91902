namespace GameServer.Client.Sessions;

/// <summary>Where a client stands with its server.</summary>
public enum ClientState
{
    /// <summary>Not connected, and never was.</summary>
    Idle,

    /// <summary>Asked to be let in; no answer yet.</summary>
    Connecting,

    /// <summary>On a seat.</summary>
    Playing,

    /// <summary>The connection was lost; trying to take the seat back.</summary>
    Reconnecting,

    /// <summary>Over: left, refused, ended, or lost for good. The client's reason says which.</summary>
    Closed,
}
