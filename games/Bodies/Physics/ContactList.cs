using System.Numerics;

namespace GameServer.Games.Bodies.Physics;

/// <summary>The contacts of one step, in the order in which they were found. Grows up to a limit and keeps its memory.</summary>
internal sealed class ContactList(int bodiesMax)
{
    /// <summary>Contacts of one step; what is found beyond is left for the next steps, when others have been resolved.</summary>
    public const int ContactsMax = 32_768;

    // Of a body in a heap; more than a yard full of players ever needed.
    private const int PerBodyAtFirst = 16;

    private const int IndexBits = 16; // More than ContactsMax needs.
    private const float HeightsPerMetre = 256;
    private const float SteepMin = 0.5f;

    private Contact[] contacts = new Contact[Math.Min(ContactsMax, PerBodyAtFirst * bodiesMax)];
    private long[] order = new long[Math.Min(ContactsMax, PerBodyAtFirst * bodiesMax)];

    public int Count { get; private set; }

    public Span<Contact> All => contacts.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(int a, int b, Vector3 normal, Vector3 point, float depth)
    {
        if (Count == contacts.Length)
        {
            if (Count == ContactsMax)
            {
                return;
            }

            Array.Resize(ref contacts, Math.Min(ContactsMax, 2 * Count));
            Array.Resize(ref order, contacts.Length);
        }

        contacts[Count++] = new Contact { A = a, B = b, Normal = normal, Point = point, Depth = depth };
    }

    /// <summary>The contacts by which something lies on something, from the ground upwards.</summary>
    public Upwards FromGround()
    {
        var count = 0;
        for (var i = 0; i < Count; i++)
        {
            if (Math.Abs(contacts[i].Normal.Z) > SteepMin)
            {
                // No two keys are equal, so the order does not depend on how they are sorted.
                order[count++] = ((long)(contacts[i].Point.Z * HeightsPerMetre) << IndexBits) | (uint)i;
            }
        }

        Array.Sort(order, 0, count);
        return new Upwards(order.AsSpan(0, count));
    }

    /// <summary>Indexes of contacts in an order.</summary>
    public readonly ref struct Upwards(ReadOnlySpan<long> keys)
    {
        private readonly ReadOnlySpan<long> keys = keys;

        public int Count => keys.Length;

        public int this[int place] => (int)(keys[place] & ((1 << IndexBits) - 1));
    }
}
