namespace GameServer.Tests.Repository;

internal sealed class SourceSizeTests
{
    [Test]
    public void EveryFileAndMethodFitsItsLimit()
    {
        var files = SourceTree.SourceFiles(SourceTree.Root).ToArray();
        Assert.That(files, Is.Not.Empty);
        var violations = files.SelectMany(static f => SourceSize.Violations(SourceTree.Relative(f), File.ReadAllText(f))).ToArray();
        Assert.That(violations, Is.Empty, string.Join('\n', violations));
    }

    [TestCase(60, false)]
    [TestCase(61, true)]
    public void MethodIsMeasuredFromItsFirstLineToItsLast(int lines, bool reported)
    {
        var body = string.Concat(Enumerable.Repeat("        _ = 0;\n", lines - 3));
        var violations = SourceSize.Violations("A.cs", $"class A\n{{\n    void M()\n    {{\n{body}    }}\n}}\n");
        Assert.That(violations, reported ? Is.EqualTo(["A.cs(3): M has 61 lines (at most 60)"]) : Is.Empty);
    }

    [TestCase(400, false)]
    [TestCase(401, true)]
    public void FileIsMeasuredWithoutItsFinalNewline(int lines, bool reported)
    {
        var violations = SourceSize.Violations("A.cs", string.Concat(Enumerable.Repeat("// line\n", lines)));
        Assert.That(violations, reported ? Is.EqualTo(["A.cs: 401 lines (at most 400)"]) : Is.Empty);
    }

    [TestCase("class A { int P { get { BODY return 0; } } }", "get (accessor)")]
    [TestCase("class A { A() { BODY } }", "A (constructor)")]
    [TestCase("class A { void M() => N(() => { BODY }); }", "a lambda")]
    [TestCase("void Local() { BODY }", "Local (local function)")]
    public void EveryKindOfBodyIsMeasured(string source, string name)
    {
        var body = string.Concat(Enumerable.Repeat("\n_ = 0;", 61));
        var violations = SourceSize.Violations("A.cs", source.Replace("BODY", body, StringComparison.Ordinal));
        Assert.That(violations, Has.Some.Contains(name));
    }
}
