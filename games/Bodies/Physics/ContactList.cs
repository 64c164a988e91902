using System.Numerics;

namespace GameServer.Games.Bodies.Physics;

/// <summary>The contacts of one step, in the order in which they were found. Grows up to a limit and keeps its memory.</summary>
internal sealed class ContactList
{
    /// <summary>Contacts of one step; what is found beyond is left for the next steps, when others have been resolved.</summary>
    public const int ContactsMax = 32_768;

    private const int CapacityAtFirst = 1024;

    private Contact[] contacts = new Contact[CapacityAtFirst];

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

            Array.Resize(ref contacts, 2 * Count);
        }

        contacts[Count++] = new Contact { A = a, B = b, Normal = normal, Point = point, Depth = depth };
    }
}
