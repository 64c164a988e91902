namespace GameServer.Client.Conditioning;

/// <summary>What a <see cref="Parcel"/> becomes at the end of its delay.</summary>
internal enum ParcelKind : byte
{
    Datagram,
    Reliable,
    Connected,
    Closed,
    Refused,
}
