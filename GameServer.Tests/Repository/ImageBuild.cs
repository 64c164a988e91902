using System.Diagnostics;

namespace GameServer.Tests.Repository;

/// <summary>Runs the build stage of the Dockerfile without a container: its COPY lines into an empty folder, its RUN lines there.</summary>
internal sealed class ImageBuild(string root, string source, string app)
{
    public string Log { get; private set; } = "";

    public bool Run(IEnumerable<string> dockerfile)
    {
        var stage = dockerfile.SkipWhile(static l => !l.StartsWith("FROM ", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(static l => !l.StartsWith("FROM ", StringComparison.Ordinal));
        foreach (var line in stage)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var succeeded = words.FirstOrDefault() switch
            {
                "COPY" => Copy(words[1..^1], words[^1]),
                "RUN" => Execute(words[1], [.. words[2..].Select(w => w == "/app" ? app : w)]),
                _ => true,
            };
            if (!succeeded)
            {
                Log = line + "\n" + Log;
                return false;
            }
        }

        return true;
    }

    private bool Copy(string[] from, string to)
    {
        var copied = 0;
        foreach (var path in from.Select(f => Path.GetFullPath(Path.Combine(root, f))))
        {
            foreach (var file in Directory.Exists(path) ? SourceTree.Files(path) : [path])
            {
                var relative = Directory.Exists(path) ? Path.GetRelativePath(path, file) : Path.GetFileName(file);
                var target = Path.Combine(source, to, relative);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target, overwrite: true);
                copied++;
            }
        }

        return copied > 0;
    }

    private bool Execute(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = source, RedirectStandardOutput = true, RedirectStandardError = true };
        // The test host's own build settings are not the image's, and a build node must not outlive the test.
        start.Environment.Remove("MSBuildSDKsPath");
        start.Environment.Remove("MSBUILD_EXE_PATH");
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        Log = process.StandardOutput.ReadToEnd() + error.GetAwaiter().GetResult();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
