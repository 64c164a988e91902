namespace GameServer.Protocol.Control;

/// <summary>The first byte of a control message. Numbers are never given a second meaning.</summary>
public enum ControlKind : byte
{
    /// <summary>No kind; invalid on the wire.</summary>
    None = 0,

    /// <summary>Client to server, once, in the connect request: who is asking, for which room. See <see cref="Control.Hello"/>.</summary>
    Hello = 1,

    /// <summary>Server to client, once: the seat that was given and all that a client needs to start. See <see cref="Control.Welcome"/>.</summary>
    Welcome = 2,

    /// <summary>Either way, last: why the connection ends. See <see cref="Control.Goodbye"/>.</summary>
    Goodbye = 3,

    /// <summary>Either way: a line of text. See <see cref="Control.Chat"/>.</summary>
    Chat = 4,

    /// <summary>Server to client: something that the game wants delivered exactly once. See <see cref="Control.GameEvent"/>.</summary>
    GameEvent = 5,

    /// <summary>Server to client: the match is on its way to its end. See <see cref="Control.EndNotice"/>.</summary>
    EndNotice = 6,
}
