using GameServer.Simulation.Identity;

namespace GameServer.Client.Stats;

/// <summary>One field that the client predicted otherwise than the server decided.</summary>
/// <param name="Tick">The tick that both are of.</param>
/// <param name="Field">Kind and field, as "fighter.Velocity.x"; the owner's part is "fighter.owner.Ammo".</param>
/// <param name="Predicted">What was predicted, in steps of the field's grid.</param>
/// <param name="Actual">What the server says, in steps of the field's grid.</param>
public readonly record struct Misprediction(Tick Tick, string Field, int Predicted, int Actual);
