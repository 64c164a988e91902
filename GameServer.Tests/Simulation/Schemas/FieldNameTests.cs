using GameServer.Simulation.Schemas;

namespace GameServer.Tests.Simulation.Schemas;

public sealed class FieldNameTests
{
    [TestCase("static (ref Ship s) => ref s.Health", "Health")]
    [TestCase("(ref Ship ship) => ref ship.Body.Position ", "Body.Position")]
    [TestCase("healthOf", "healthOf")]
    [TestCase("", "field")]
    [TestCase(null, "field")]
    public void NameIsThePathBehindTheParameter(string? expression, string name) => Assert.That(FieldName.From(expression), Is.EqualTo(name));
}
