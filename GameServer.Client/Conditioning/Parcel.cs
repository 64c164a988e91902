namespace GameServer.Client.Conditioning;

/// <summary>Something under way, with a buffer on loan from its <see cref="DelayQueue"/>.</summary>
internal readonly record struct Parcel(double Due, long Order, ParcelKind Kind, byte[] Buffer, int Length)
{
    internal ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);

    internal bool IsBefore(in Parcel other) => Due < other.Due || (Due == other.Due && Order < other.Order);
}
