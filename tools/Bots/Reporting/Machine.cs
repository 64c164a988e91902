using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace GameServer.Tools.Bots.Reporting;

/// <summary>What a figure was measured on, without which it says nothing.</summary>
public static class Machine
{
    /// <summary>Cores, system and processor.</summary>
    public static JsonObject Describe() => new()
    {
        ["cores"] = Environment.ProcessorCount,
        ["os"] = RuntimeInformation.OSDescription,
        ["cpu"] = CpuModel(),
        ["runtime"] = RuntimeInformation.FrameworkDescription,
    };

    /// <summary>The commit that a program was built from, or "unknown" outside a repository with commits.</summary>
    public static string CommitOf(Assembly assembly)
    {
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        var plus = version.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 ? "unknown" : version[(plus + 1)..];
    }

    private static string CpuModel()
    {
        const string File = "/proc/cpuinfo";
        const string Key = "model name";
        if (OperatingSystem.IsLinux() && System.IO.File.Exists(File))
        {
            foreach (var line in System.IO.File.ReadLines(File))
            {
                if (line.StartsWith(Key, StringComparison.Ordinal) && line.Split(':', 2) is [_, var model])
                {
                    return model.Trim();
                }
            }
        }

        return RuntimeInformation.ProcessArchitecture.ToString();
    }
}
