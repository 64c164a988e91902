namespace GameServer.Simulation.Schemas;

/// <summary>
/// Names a field of a struct without reflection: <c>static (ref Ship s) =&gt; ref s.Health</c>. Called once per entity and tick.
/// </summary>
/// <typeparam name="T">The entity or input struct.</typeparam>
/// <typeparam name="TField">The field's type.</typeparam>
/// <param name="item">The struct whose field is meant.</param>
/// <returns>The field, by reference.</returns>
public delegate ref TField FieldRef<T, TField>(ref T item);
