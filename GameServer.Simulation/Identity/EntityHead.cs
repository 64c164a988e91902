namespace GameServer.Simulation.Identity;

/// <summary>
/// What never changes during an entity's life: generation, kind and owner. Two rows of one slot are the same entity exactly
/// when their heads are equal, so a delta is only ever written between equal heads. The default value is "no entity".
/// </summary>
public readonly record struct EntityHead
{
    private readonly ulong bits;

    /// <summary>A head from its parts.</summary>
    /// <param name="generation">1 to 65,535.</param>
    /// <param name="kind">Index of the record kind in the schema.</param>
    /// <param name="owner">Seat that owns the entity, or none.</param>
    public EntityHead(ushort generation, int kind, SeatId owner) =>
        bits = generation | ((ulong)(byte)kind << 16) | ((ulong)(ushort)(owner.Index + 1) << 24);

    /// <summary>No entity.</summary>
    public static EntityHead None => default;

    /// <summary>Whether a row with this head holds an entity.</summary>
    public bool IsPresent => bits != 0;

    /// <summary>Generation of the slot.</summary>
    public ushort Generation => unchecked((ushort)bits);

    /// <summary>Index of the record kind in the schema.</summary>
    public int Kind => unchecked((byte)(bits >> 16));

    /// <summary>Seat that owns the entity, or none.</summary>
    public SeatId Owner => new(unchecked((ushort)(bits >> 24)) - 1);

    /// <summary>All of it as one number, for hashing.</summary>
    public ulong Bits => bits;
}
