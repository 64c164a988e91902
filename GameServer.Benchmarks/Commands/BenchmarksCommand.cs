using System.CommandLine;
using System.Globalization;
using BenchmarkDotNet.Running;
using GameServer.Benchmarks.Churn;
using GameServer.Benchmarks.Datagrams;
using GameServer.Benchmarks.Micro;
using GameServer.Benchmarks.Noise;
using GameServer.Benchmarks.Processes;
using GameServer.Benchmarks.Scenarios;

namespace GameServer.Benchmarks.Commands;

/// <summary>The program: micro or scenario. Exit code 0, 1 for a failed expectation or run, 2 for bad usage.</summary>
internal sealed class BenchmarksCommand(TextWriter output, TextWriter errors)
{
    private const int BadUsage = 2;
    private const string InProcess = "--inProcess";

    public int Run(string[] arguments)
    {
        if (arguments is ["micro", .. var rest])
        {
            return Micro(rest);
        }

        // What scenarios start, for nobody else.
        if (arguments is ["datagram-clients", var port, var clients, var up, var hz, var isSealed])
        {
            return new ClientSwarm(Number(port), Number(clients), Number(up), Number(hz), bool.Parse(isSealed)).Run(Console.In, output);
        }

        if (arguments is [NoisyServer.Command, var loopSeconds, .. var noisy])
        {
            return NoisyServer.Run(loopSeconds, noisy);
        }

        if (arguments is [ChurnServer.Command, var pipe, .. var churning])
        {
            return ChurnServer.Run(pipe, churning);
        }

        if (arguments is [BotsOnDemand.Command, ..])
        {
            return BotsOnDemand.Of(arguments).Run(Console.In, output);
        }

        var scenarios = new ScenarioCommand(output, errors);
        var root = new RootCommand("Microbenchmarks, and whole-system figures: the published server and its bots as processes of their own.")
        {
            new Command("micro", "Microbenchmarks by BenchmarkDotNet, which takes the rest of the line; --list flat names them."),
            scenarios.Command,
        };
        if (arguments is ["scenario", var name, ..] && !name.StartsWith('-') && !scenarios.Has(name))
        {
            return Complain($"There is no scenario \"{name}\" yet; there is: {scenarios.Names}.");
        }

        var parsed = root.Parse(arguments);
        return parsed.Errors.Count > 0
            ? Complain(parsed.Errors[0].Message)
            : parsed.Invoke(new InvocationConfiguration { Output = output, Error = errors, EnableDefaultExceptionHandler = false });
    }

    // In this process: nothing is generated and built beside the sources, and --job and --filter work as always.
    private static int Micro(string[] arguments)
    {
        string[] all = arguments.Contains(InProcess) ? arguments : [InProcess, .. arguments];
        var summaries = BenchmarkSwitcher.FromTypes(MicroBenchmarks.All).Run(all).ToArray();
        return Array.Exists(summaries, static summary => summary.HasCriticalValidationErrors || summary.Reports.Any(static report => !report.Success)) ? 1 : 0;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private int Complain(string sentence)
    {
        errors.WriteLine(sentence);
        return BadUsage;
    }
}
