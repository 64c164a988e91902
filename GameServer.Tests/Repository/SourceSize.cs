using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GameServer.Tests.Repository;

/// <summary>Finds files and methods that are longer than a reader takes in at once.</summary>
internal static class SourceSize
{
    public const int FileLinesMax = 400;
    public const int MethodLinesMax = 60;

    public static IEnumerable<string> Violations(string path, string text)
    {
        var root = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview), path).GetCompilationUnitRoot();
        var lines = text.AsSpan().TrimEnd('\n').Count('\n') + 1;
        if (lines > FileLinesMax)
        {
            yield return $"{path}: {lines} lines (at most {FileLinesMax})";
        }

        var topLevel = root.Members.OfType<GlobalStatementSyntax>().ToArray();
        if (topLevel.Length > 0 && Lines(topLevel[0], topLevel[^1]) is > MethodLinesMax and var entryLines)
        {
            yield return $"{path}: the top-level statements have {entryLines} lines (at most {MethodLinesMax})";
        }

        foreach (var node in root.DescendantNodes())
        {
            if (NameOf(node) is { } name && Lines(node, node) is > MethodLinesMax and var methodLines)
            {
                var start = node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                yield return $"{path}({start}): {name} has {methodLines} lines (at most {MethodLinesMax})";
            }
        }
    }

    private static int Lines(SyntaxNode first, SyntaxNode last) =>
        last.GetLocation().GetLineSpan().EndLinePosition.Line - first.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    private static string? NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text + " (constructor)",
        BaseMethodDeclarationSyntax other => other.Kind().ToString(),
        LocalFunctionStatementSyntax local => local.Identifier.Text + " (local function)",
        AccessorDeclarationSyntax accessor => accessor.Keyword.Text + " (accessor)",
        AnonymousFunctionExpressionSyntax => "a lambda",
        _ => null,
    };
}
