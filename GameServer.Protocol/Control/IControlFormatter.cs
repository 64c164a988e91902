using MessagePack.Formatters;

namespace GameServer.Protocol.Control;

/// <summary>All that the wire knows of one kind of message: its number, its size, its fields in order and their ranges. Stateless, any thread.</summary>
internal interface IControlFormatter<T> : IMessagePackFormatter<T>
    where T : class
{
    ControlKind Kind { get; }

    /// <summary>Largest message of this kind, kind byte included; longer ones are not parsed at all.</summary>
    int BytesMax { get; }

    /// <summary>Name of the first field outside its range, or null. Writers and readers ask the same question.</summary>
    string? FindOutOfRange(T message);
}
