using System.Numerics;

namespace GameServer.Games.Bodies.Physics;

/// <summary>One body while a tick is worked out. Made anew in every tick from what is replicated.</summary>
internal struct Solid
{
    public Vector3 Position;
    public Vector3 Velocity;
    public Vector3 Spin;

    /// <summary>How far it is moved out of others in this step.</summary>
    public Vector3 Shift;

    public Quaternion Rotation;
    public Vector3 AxisX;
    public Vector3 AxisY;
    public Vector3 AxisZ;
    public Shape Shape;
    public float Reach;

    /// <summary>1 / kg; zero while it sleeps, when it is as immovable as the ground.</summary>
    public float InverseMass;

    public float InverseInertia;
    public Vector3 QuietPlace;
    public int QuietTicks;

    /// <summary>Its place in the order in which this step looks at those that are awake.</summary>
    public int Rank;

    /// <summary>Whether gravity and motion are another's business: an avatar, which its player's client predicts.</summary>
    public bool IsDriven;

    public bool IsAwake;

    /// <summary>Whether it touches anything in this step.</summary>
    public bool Touches;

    private bool hasAxes;

    public static Solid Of(in Motion motion, Shape shape, bool isDriven)
    {
        var solid = new Solid
        {
            Position = motion.Position,
            Velocity = motion.Velocity,
            Spin = motion.Spin,
            Rotation = motion.Rotation,
            Shape = shape,
            Reach = shape.Reach,
            QuietPlace = motion.QuietPlace,
            QuietTicks = motion.QuietTicks,
            IsDriven = isDriven,
        };
        if (isDriven || !motion.IsAsleep)
        {
            solid.Wake();
        }

        return solid;
    }

    public void Wake()
    {
        IsAwake = true;
        InverseMass = 1 / Shape.Mass;
        InverseInertia = 1 / Shape.Inertia;
    }

    /// <summary>Of a point of the body, m/s.</summary>
    public readonly Vector3 VelocityAt(Vector3 arm) => Velocity + Space.Cross(Spin, arm);

    /// <summary>Changes its velocities by a push of so many newton seconds at a point.</summary>
    public void Push(Vector3 impulse, Vector3 arm)
    {
        Velocity += impulse * InverseMass;
        Spin += Space.Cross(arm, impulse) * InverseInertia;
    }

    /// <summary>Of a box, before it is collided with anything.</summary>
    public void NeedAxes()
    {
        if (!hasAxes)
        {
            (AxisX, AxisY, AxisZ) = Space.Axes(Rotation);
            hasAxes = true;
        }
    }

    public readonly Vector3 Axis(int index) => index == 0 ? AxisX : index == 1 ? AxisY : AxisZ;
}
