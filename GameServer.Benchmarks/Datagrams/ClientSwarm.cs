using System.Buffers.Binary;
using System.Text.Json.Nodes;
using GameServer.Client.Transport;
using GameServer.Tools.Bots.Timing;

namespace GameServer.Benchmarks.Datagrams;

/// <summary>
/// Plain LiteNetLib clients without a game: each sends one datagram per frame and takes in what came. They are a process of their own,
/// so that the server's costs are the server's. A line says that all are connected; a line in has them fall silent and say what they saw.
/// </summary>
internal sealed class ClientSwarm(int port, int clients, int upBytes, int hz, bool isSealed)
{
    private const int Threads = 2;
    private const double ConnectSeconds = 30;
    private const double SilenceSeconds = 1;

    private readonly SwarmClient[] all = [.. Enumerable.Range(0, clients).Select(number => new SwarmClient(number, upBytes, isSealed))];
    private volatile bool isSilent;
    private volatile bool isEnding;

    /// <summary>0 when it went as planned.</summary>
    public int Run(TextReader input, TextWriter output)
    {
        var threads = Enumerable.Range(0, Threads).Select(i => new Thread(() => Turn(i)) { IsBackground = true }).ToArray();
        Array.ForEach(threads, static thread => thread.Start());
        for (var end = MonotonicTime.Now + (long)(ConnectSeconds * 1e9); !Array.TrueForAll(all, static client => client.IsConnected);)
        {
            if (MonotonicTime.Now > end)
            {
                output.WriteLine($"{all.Count(static client => client.IsConnected)} of {all.Length} clients connected.");
                return 1;
            }

            MonotonicTime.SleepUntil(MonotonicTime.Now + 10_000_000);
        }

        output.WriteLine("connected");
        output.Flush();
        input.ReadLine();
        isSilent = true;
        MonotonicTime.SleepUntil(MonotonicTime.Now + (long)(SilenceSeconds * 1e9));
        isEnding = true;
        Array.ForEach(threads, static thread => thread.Join());
        output.WriteLine(new JsonObject
        {
            ["sent"] = all.Sum(static client => client.Sent),
            ["received"] = all.Sum(static client => client.Received),
            ["closed"] = all.Count(static client => client.IsClosed),
        }.ToJsonString());
        output.Flush();
        input.ReadLine(); // The server is not to see anybody leave before it has done its sums.
        Array.ForEach(all, static client => client.Dispose());
        return 0;
    }

    private void Turn(int thread)
    {
        var mine = all.Where((_, i) => i % Threads == thread).ToArray();
        var plan = new FramePlan(MonotonicTime.Now, Math.Max(1, mine.Length), hz);
        while (!isEnding && mine.Length > 0)
        {
            MonotonicTime.SleepUntil(plan.Next);
            while (plan.Next <= MonotonicTime.Now && !isEnding)
            {
                mine[plan.Bot].Frame(port, MonotonicTime.Now, isSilent);
                plan.Advance();
            }

            plan.SkipMissed(MonotonicTime.Now);
        }
    }

    /// <summary>One of them.</summary>
    private sealed class SwarmClient(int number, int upBytes, bool isSealed) : IClientTransportEvents, IDisposable
    {
        private readonly LiteNetLibClientTransport transport = new();
        private readonly SealPair? seal = isSealed ? new SealPair(number, isServer: false) : null;
        private readonly byte[] plain = new byte[upBytes];
        private readonly byte[] scratch = new byte[ClientTransportLimits.PayloadBytesMax];
        private volatile bool isConnected;
        private bool isAsked;

        public bool IsConnected => isConnected;

        public bool IsClosed { get; private set; }

        public long Sent { get; private set; }

        public long Received { get; private set; }

        public void Frame(int port, long now, bool isSilent)
        {
            var seconds = now / 1e9;
            if (!isAsked)
            {
                isAsked = true;
                Span<byte> hello = stackalloc byte[sizeof(int)];
                BinaryPrimitives.WriteInt32LittleEndian(hello, number);
                transport.Connect("127.0.0.1", port, hello, seconds);
            }

            transport.Poll(seconds, this);
            if (isConnected && !isSilent)
            {
                Send(now, seconds);
            }
        }

        public void OnConnected() => isConnected = true;

        public void OnDatagram(ReadOnlySpan<byte> datagram)
        {
            seal?.Open(datagram, scratch);
            Received++;
        }

        public void OnReliable(ReadOnlySpan<byte> message)
        {
        }

        public void OnClosed(ReadOnlySpan<byte> goodbye, bool refused) => IsClosed = true;

        public void Dispose()
        {
            transport.Dispose();
            seal?.Dispose();
        }

        private void Send(long now, double seconds)
        {
            BinaryPrimitives.WriteInt64LittleEndian(plain, now);
            ReadOnlySpan<byte> datagram = plain;
            if (seal is not null)
            {
                seal.Seal(plain, scratch.AsSpan(0, plain.Length + TransportOptions.SealBytes));
                datagram = scratch.AsSpan(0, plain.Length + TransportOptions.SealBytes);
            }

            transport.Send(datagram, seconds);
            Sent++;
        }
    }
}
