using GameServer.Client.Held;
using GameServer.Protocol.Bits;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Repairs;
using GameServer.Replication;
using GameServer.Tests.Support;

namespace GameServer.Tests.Replication;

/// <summary>A room of boulders that change with every tick, two clients, and the inquiry about what the first of them holds.</summary>
internal sealed class InquiryRig
{
    private readonly HeldAnswers answers;
    private ulong sequence;

    /// <summary>So many <paramref name="boulders"/> are more than is told whole at once, unless a test is about that.</summary>
    public InquiryRig(int boulders = 280)
    {
        Rig = new ReplicationRig(SandboxGame.OfBoulders(boulders), players: 2);
        answers = new HeldAnswers(Seat.Held, Rig.Codec.Schema.Stride);
        Inquiry = new Inquiry(Seat.Acks, Rig.Room, Found.Add);
        for (var i = 0; i < 10; i++)
        {
            Tick();
            Assert.That(Acknowledge(), Is.True);
        }
    }

    public ReplicationRig Rig { get; }

    public RigSeat Seat => Rig.Seats[0];

    public HeldState Held => Seat.Held;

    public Inquiry Inquiry { get; }

    public List<Discrepancy> Found { get; } = [];

    public ReplicationCounters Counters => Seat.Acks.Counters;

    /// <summary>A tick whose snapshot arrives.</summary>
    public ApplyResult Tick()
    {
        Rig.Step();
        var result = ApplyResult.Applied;
        foreach (var datagram in Compose())
        {
            result = Seat.Deliver(datagram);
        }

        return result;
    }

    /// <summary>The ack of this moment arrives; false when the hash shows a difference, and the inquiry has begun.</summary>
    public bool Acknowledge(ushort flip = 0)
    {
        var hash = (ushort)(answers.HashFor(++sequence) ^ flip);
        if (Seat.Acks.TryAcknowledge(sequence, Seat.Receiver.Ack, hash))
        {
            return true;
        }

        Inquiry.Begin(sequence);
        return false;
    }

    /// <summary>What the server asks now, or null.</summary>
    public byte[]? Ask()
    {
        var bytes = new byte[RepairQuestion.BytesMax];
        var writer = new BitWriter(bytes);
        return Inquiry.TryAsk(ref writer) ? bytes[..writer.Finish()] : null;
    }

    /// <summary>What the client says to it.</summary>
    public byte[] Answer(byte[] question)
    {
        var reader = new BitReader(question, DatagramKinds.Bits);
        Assert.That(answers.TryAsk(ref reader, sequence, Seat.Receiver.Newest) && answers.IsDue, Is.True);
        var bytes = new byte[DatagramLimits.InputBytesMax];
        return bytes[..answers.Write(bytes)];
    }

    /// <summary>The server gets an answer.</summary>
    public void Take(byte[] answer)
    {
        var reader = new BitReader(answer, DatagramKinds.Bits);
        Assert.That(RepairAnswer.TryBegin(ref reader, sequence, Rig.Codec.Schema.Stride, out var about, out var count), Is.True);
        if (about > 0)
        {
            Inquiry.TakeBlocks(ref reader, about, count);
        }
        else
        {
            Inquiry.TakeRows(ref reader, count);
        }
    }

    /// <summary>Ticks in which everything arrives at once, until so many have gone by.</summary>
    public void Exchange(int ticks)
    {
        for (var i = 0; i < ticks; i++)
        {
            Tick();
            Acknowledge();
            if (Ask() is { } question)
            {
                Take(Answer(question));
            }
        }
    }

    /// <summary>Slots whose state was not that of the server's history when an ack was made.</summary>
    public bool IsTrue => Seat.FirstUntruth() is null;

    private IEnumerable<byte[]> Compose()
    {
        // As many datagrams as it takes to tell of everything.
        var counters = Counters.Deferred;
        yield return Seat.Compose();
        for (; Counters.Deferred > counters; counters = Counters.Deferred)
        {
            yield return Seat.Compose();
        }
    }
}
