namespace GameServer.Simulation.Inputs;

/// <summary>What became of an input that was offered to a buffer.</summary>
public enum InputVerdict : byte
{
    /// <summary>Waits for its tick.</summary>
    Buffered,

    /// <summary>Was here before; the first one stands.</summary>
    Duplicate,

    /// <summary>Came after its tick: never executed as movement; its presses go to the next input.</summary>
    Late,

    /// <summary>Names a tick further ahead than the buffer reaches.</summary>
    TooFarAhead,

    /// <summary>Came so late that the buffer no longer knows its tick.</summary>
    TooOld,
}

/// <summary>Where the input of one tick came from.</summary>
public enum InputSource : byte
{
    /// <summary>The input that the client sent for this tick.</summary>
    Fresh,

    /// <summary>It was missing: the last one again, without its presses.</summary>
    Repeated,

    /// <summary>It was missing for too long, or none has come yet: no intent at all.</summary>
    Neutral,
}
