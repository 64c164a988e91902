using System.Net;
using LiteNetLib;
using LiteNetLib.Layers;

namespace GameServer.Transport;

/// <summary>
/// Judges every datagram before LiteNetLib reads it, and answers a connect request without a valid cookie itself, so that the
/// library keeps nothing for an unproven address and never answers one. Runs on the shard's thread; never throws on any bytes.
/// </summary>
internal sealed class InboundFilter(
    AddressCookie cookie, TransportCounters counters, int challengesPerSecondMax, int datagramBytesMax) : PacketLayerBase(0)
{
    private const int PingsPerSecondMax = 4;

    // A client asks again every quarter of a second; a lost answer or a shared cell must not cost it that long.
    private const int RequestsPerShareMax = 8;

    // Whoever is neither a peer nor asks to become one is the same to every rule.
    private static readonly IPEndPoint Stranger = new(IPAddress.None, 0);

    // Apart, so that a flood of first requests cannot starve the proven ones, nor a flood of wrong cookies the first.
    private Allowance challenges = new(challengesPerSecondMax, challengesPerSecondMax / 4);
    private Allowance cookieChecks = new(challengesPerSecondMax, challengesPerSecondMax / 4);
    private SourceShares challengeShares = new(RequestsPerShareMax);
    private SourceShares cookieCheckShares = new(RequestsPerShareMax);
    private long second;
    private long confirmationsDue;

    /// <summary>Sends raw bytes past the library.</summary>
    internal delegate void AnswerSender(ReadOnlySpan<byte> answer, IPEndPoint to);

    internal AnswerSender? Answer { get; set; }

    /// <summary>What the library handed to its sockets, whether they took it or not.</summary>
    internal long LibraryDatagramsOut { get; private set; }

    internal void BeginDrain(TimeSpan now)
    {
        second = (long)now.TotalSeconds;
        challenges.Refill(now);
        cookieChecks.Refill(now);
        challengeShares.Refill(now);
        cookieCheckShares.Refill(now);
    }

    /// <summary>
    /// A disconnect goes to an address that has no connection. A client's library confirms each with a one-byte datagram, which is
    /// then neither of use nor a stranger's.
    /// </summary>
    internal void ExpectConfirmation() => confirmationsDue++;

    /// <summary>Whether a datagram from an unknown address is worth looking at by its sender.</summary>
    internal static bool MayBeRequest(ReadOnlySpan<byte> datagram) =>
        datagram.Length > 0 && PacketHeader.KindOf(datagram[0]) == PacketKind.ConnectRequest && !PacketHeader.IsFragment(datagram[0]);

    /// <summary>Judges and counts what an unknown address sent, other than a request, which never passes.</summary>
    internal void RefuseStranger(ReadOnlySpan<byte> datagram)
    {
        counters.DatagramsReceived++;
        counters.BytesReceived += datagram.Length;
        if (!MayPass(Stranger, datagram, out var refusal) && refusal is { } reason)
        {
            counters.Refuse(reason);
        }
    }

    public override void ProcessInboundPacket(ref IPEndPoint endPoint, ref byte[] data, ref int length)
    {
        counters.DatagramsReceived++;
        counters.BytesReceived += length;
        if (!MayPass(endPoint, data.AsSpan(0, Math.Min(length, data.Length)), out var refusal))
        {
            if (refusal is { } reason)
            {
                counters.Refuse(reason);
            }

            // Since 2.1 a datagram cut to nothing by the layer goes back to the packet pool.
            length = 0;
        }
    }

    public override void ProcessOutBoundPacket(ref IPEndPoint endPoint, ref byte[] data, ref int offset, ref int length)
    {
        LibraryDatagramsOut++;
        counters.DatagramsSent++;
        counters.BytesSent += length;
    }

    /// <summary>False with no reason means that it has been dealt with here.</summary>
    private bool MayPass(IPEndPoint from, ReadOnlySpan<byte> datagram, out RefusalReason? refusal)
    {
        refusal = null;
        if (datagram.Length == 0 || datagram.Length > datagramBytesMax)
        {
            refusal = datagram.Length == 0 ? RefusalReason.Malformed : RefusalReason.Oversized;
            return false;
        }

        var kind = PacketHeader.KindOf(datagram[0]);
        if (PacketHeader.IsFragment(datagram[0]))
        {
            refusal = RefusalReason.Fragment;
            return false;
        }

        if (kind == PacketKind.ConnectRequest)
        {
            return MayConnect(from, datagram, ref refusal);
        }

        if (kind == PacketKind.ShutdownOk && from is not LiteNetPeer && confirmationsDue > 0)
        {
            confirmationsDue--;
            return false;
        }

        refusal = Judge(from, kind, datagram);
        return refusal is null;
    }

    private RefusalReason? Judge(IPEndPoint from, PacketKind kind, ReadOnlySpan<byte> datagram)
    {
        if (kind > PacketKind.Empty || datagram.Length < PacketHeader.BytesMin(kind))
        {
            return RefusalReason.Malformed;
        }

        if (from is not LiteNetPeer peer)
        {
            return RefusalReason.UnknownAddress;
        }

        if (kind is PacketKind.Disconnect or PacketKind.ShutdownOk)
        {
            return null;
        }

        // Data for an ended connection would keep the library's remains of it alive.
        if (peer.Tag is not ConnectionSlot slot)
        {
            return RefusalReason.Closed;
        }

        RefusalReason reason;
        switch (kind)
        {
            case PacketKind.Unreliable or PacketKind.Channeled or PacketKind.ReliableMerged or PacketKind.Ack:
                return PacketHeader.MayCarry(datagram, out reason) ? null : reason;
            case PacketKind.Merged:
                return PacketHeader.MayMerge(datagram, out reason) ? null : reason;
            case PacketKind.Ping:
                return slot.MayPing(second, PingsPerSecondMax) ? null : RefusalReason.PingFlood;
            case PacketKind.Pong:
                return null;
            default:
                return RefusalReason.ForeignKind;
        }
    }

    /// <summary>
    /// Only a proven request passes, also from an address that is connected: the library would end the running connection for any
    /// later request, and the address of a connected player is no secret.
    /// </summary>
    private bool MayConnect(IPEndPoint from, ReadOnlySpan<byte> datagram, ref RefusalReason? refusal)
    {
        if (!ConnectRequestReader.TryRead(datagram, out var request))
        {
            refusal = RefusalReason.BadConnectRequest;
            return false;
        }

        // Zeros are what a first request carries: not worth two hashes.
        if (request.Cookie.ContainsAnyExcept((byte)0))
        {
            if (!cookieCheckShares.TryTake(from) || !cookieChecks.TryTake())
            {
                counters.ChallengesShed++;
                return false;
            }

            if (cookie.IsValid(from, request.Cookie))
            {
                return true;
            }
        }

        Challenge(from, request);
        return false;
    }

    private void Challenge(IPEndPoint to, in ConnectRequestReader request)
    {
        if (!challengeShares.TryTake(to) || !challenges.TryTake())
        {
            counters.ChallengesShed++;
            return;
        }

        counters.Challenges++;
        Span<byte> fresh = stackalloc byte[AddressCookie.Bytes];
        cookie.Write(to, fresh);
        Span<byte> answer = stackalloc byte[ConnectRequestReader.AnswerHeaderBytes + 1 + AddressCookie.Bytes];
        var answerLength = request.WriteChallenge(answer, fresh);
        ExpectConfirmation();
        Answer?.Invoke(answer[..answerLength], to);
    }
}
