using System.Numerics;

namespace GameServer.Tests.Simulation.Schemas;

/// <summary>What plain rounding to the wire's grid would swallow, over 20 seconds at 60 Hz.</summary>
public sealed class SlowMotionTests
{
    private const float TickSeconds = 1 / 60f;
    private const uint Ticks = 1200;
    private const double Seconds = 20;

    private struct Body
    {
        public Vector2 Position, Velocity;
        public float Heading;
        public Quaternion Rotation;
    }

    private static readonly FieldRig<Body> Rig = new(b => b
        .Position(static (ref Body o) => ref o.Position, 512, 1 / 128.0, static (ref Body o) => ref o.Velocity, 64, 1 / 32.0)
        .Angle(static (ref Body o) => ref o.Heading, 12, integrated: true)
        .Rotation(static (ref Body o) => ref o.Rotation, 12));

    private static Body At(float x) => new() { Position = new(x, -x), Rotation = Quaternion.Identity };

    [Test]
    public void BodyAtFiveCentimetresPerSecondDrifts([Values(0f, 97.3f, -301.7f, 499f)] float x, [Values(1u, 7u, 4_000_000_000u)] uint key, [Values(0u, 4_294_967_000u)] uint start)
    {
        var body = At(x);
        Rig.Seal(ref body, start, key);
        var from = body.Position;
        for (uint tick = 1; tick <= Ticks; tick++)
        {
            body.Position += new Vector2(0.05f, -0.05f) * TickSeconds;
            Rig.Seal(ref body, unchecked(start + tick), key);
        }

        var speed = (body.Position - from) / (float)Seconds;
        Assert.That(speed.X, Is.EqualTo(0.05).Within(5).Percent);
        Assert.That(speed.Y, Is.EqualTo(-0.05).Within(5).Percent);
    }

    [Test]
    public void GentlePushGathersSpeed()
    {
        var body = At(0);
        for (uint tick = 1; tick <= Ticks; tick++)
        {
            body.Velocity += new Vector2(0.05f, -0.05f) * TickSeconds;
            Rig.Seal(ref body, tick);
        }

        Assert.That(body.Velocity.X, Is.EqualTo(0.05 * Seconds).Within(5).Percent);
        Assert.That(body.Velocity.Y, Is.EqualTo(-0.05 * Seconds).Within(5).Percent);
    }

    [Test]
    public void GentleDragSlows([Values(1u, 2u, 3u, 99u)] uint key)
    {
        var body = At(0);
        body.Velocity = new(4, -4);
        for (uint tick = 1; tick <= Ticks; tick++)
        {
            body.Velocity -= body.Velocity * (0.05f * TickSeconds);
            Rig.Seal(ref body, tick, key);
        }

        var expected = 4 * Math.Exp(-0.05 * Seconds);
        Assert.That(body.Velocity.X, Is.EqualTo(expected).Within(5).Percent);
        Assert.That(body.Velocity.Y, Is.EqualTo(-expected).Within(5).Percent);
    }

    [Test]
    public void DragBringsABodyToExactRest()
    {
        var body = At(0);
        body.Velocity = new(1, -1);
        for (uint tick = 1; tick <= 3 * Ticks; tick++)
        {
            body.Velocity -= body.Velocity * (1f * TickSeconds);
            Rig.Seal(ref body, tick);
        }

        Assert.That(body.Velocity, Is.EqualTo(Vector2.Zero));
    }

    [Test]
    public void SlowTurnTurns([Values(0.01f, -0.01f, 0.2f)] float radiansPerSecond)
    {
        var body = At(0);
        for (uint tick = 1; tick <= Ticks; tick++)
        {
            body.Heading += radiansPerSecond * TickSeconds;
            Rig.Seal(ref body, tick);
        }

        var turned = body.Heading - (radiansPerSecond > 0.1f ? -2 * Math.PI : 0); // 4 radians come out as 4 less a turn.
        Assert.That(turned, Is.EqualTo(radiansPerSecond * Seconds).Within(5).Percent);
    }

    [Test]
    public void SlowTumbleTumbles()
    {
        var body = At(0);
        var turn = Quaternion.CreateFromAxisAngle(Vector3.UnitY, 0.02f * TickSeconds);
        for (uint tick = 1; tick <= Ticks; tick++)
        {
            body.Rotation = turn * body.Rotation;
            Rig.Seal(ref body, tick);
        }

        Assert.That(2 * Math.Atan2(body.Rotation.Y, body.Rotation.W), Is.EqualTo(0.02 * Seconds).Within(5).Percent);
    }

    [Test]
    public void BodyAtRestKeepsItsRowForAThousandTicks()
    {
        for (uint key = 0; key < 20; key++)
        {
            var body = At(13.37f + key);
            body.Heading = 1 + key;
            body.Velocity = new(key / 7f, 0);
            body.Rotation = Quaternion.CreateFromYawPitchRoll(key, 2, 3);
            var row = Rig.Seal(ref body, 1, key);
            for (uint tick = 2; tick <= 1001; tick++)
            {
                Assert.That(Rig.Seal(ref body, tick, key), Is.EqualTo(row), $"tick {tick}");
            }
        }
    }
}
