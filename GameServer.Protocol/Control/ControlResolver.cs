using MessagePack;
using MessagePack.Formatters;

namespace GameServer.Protocol.Control;

/// <summary>Knows the hand-written formatters and nothing else: no type can be named by a sender, no code is emitted at run time.</summary>
internal sealed class ControlResolver : IFormatterResolver
{
    public static readonly ControlResolver Instance = new();

    private ControlResolver()
    {
    }

    public IMessagePackFormatter<T>? GetFormatter<T>() => Formatter<T>.Instance;

    // One field per closed generic type: looking a formatter up is a field load, also where code is compiled ahead of time.
    private static class Formatter<T>
    {
        public static readonly IMessagePackFormatter<T>? Instance = Make() as IMessagePackFormatter<T>;

        private static IMessagePackFormatter? Make()
        {
            if (typeof(T) == typeof(Hello))
                return new HelloFormatter();
            if (typeof(T) == typeof(Welcome))
                return new WelcomeFormatter();
            if (typeof(T) == typeof(Goodbye))
                return new GoodbyeFormatter();
            if (typeof(T) == typeof(Chat))
                return new ChatFormatter();
            if (typeof(T) == typeof(GameEvent))
                return new GameEventFormatter();
            if (typeof(T) == typeof(EndNotice))
                return new EndNoticeFormatter();
            return null;
        }
    }
}
