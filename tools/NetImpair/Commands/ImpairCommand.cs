using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using GameServer.Client.Conditioning;
using GameServer.Tools.Bots.Reporting;
using GameServer.Tools.NetImpair.Relaying;

namespace GameServer.Tools.NetImpair.Commands;

/// <summary>The program: parse, relay, report. Exit code 0, or 2 for bad usage.</summary>
internal sealed class ImpairCommand
{
    private const int BadUsage = 2;

    private readonly Option<int> listen = new("--listen") { HelpName = "PORT", DefaultValueFactory = static _ => 9051, Description = "UDP port, on every IPv4 address, that clients connect to; 0 for a free one, which is printed." };
    private readonly Option<string> server = new("--server") { HelpName = "HOST:PORT", DefaultValueFactory = static _ => "127.0.0.1:9050", Description = "The server's UDP address." };
    private readonly Option<string> profile = new("--profile") { HelpName = "NAME", DefaultValueFactory = static _ => "N4", Description = $"The network between each client and the server: {string.Join(", ", NetworkProfiles.Names)}." };
    private readonly Option<ulong> seed = new("--seed") { HelpName = "N", DefaultValueFactory = static _ => 1, Description = "The same seed decides the same for the same datagrams." };
    private readonly Option<double> seconds = new("--seconds") { HelpName = "S", DefaultValueFactory = static _ => double.PositiveInfinity, Description = "How long; until it is stopped unless said." };
    private readonly Option<double> rebindEvery = new("--rebind-every") { HelpName = "S", DefaultValueFactory = static _ => double.PositiveInfinity, Description = "Each time so many seconds have gone by, every client comes from another port." };
    private readonly Option<string?> json = new("--json") { HelpName = "FILE", Description = "Where to write the counts; standard output otherwise." };
    private readonly RootCommand root;
    private readonly TextWriter output;
    private readonly TextWriter errors;
    private readonly CancellationToken stop;

    public ImpairCommand(TextWriter output, TextWriter errors, CancellationToken stop)
    {
        (this.output, this.errors, this.stop) = (output, errors, stop);
        root = new RootCommand("A UDP relay that behaves like a bad network, for real clients and a real server.") { listen, server, profile, seed, seconds, rebindEvery, json };
    }

    public int Run(string[] arguments)
    {
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            return Complain(parsed.Errors[0].Message);
        }

        if (parsed.Action is not null)
        {
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = errors }); // --help, --version
        }

        return Options(parsed, out var problem) is { } options ? Relay(options, parsed) : Complain(problem);
    }

    private RelayOptions? Options(ParseResult parsed, out string problem)
    {
        IPEndPoint? address = null;
        LinkProfile? found = null;
        problem = parsed.GetValue(listen) is < 0 or > 65_535 ? "--listen is 0 to 65535."
            : !TryResolve(parsed.GetValue(server)!, out address) ? $"--server is HOST:PORT, not \"{parsed.GetValue(server)}\"."
            : !NetworkProfiles.TryGet(parsed.GetValue(profile)!, out found) ? $"There is no profile \"{parsed.GetValue(profile)}\", only {string.Join(", ", NetworkProfiles.Names)}."
            : parsed.GetValue(seconds) is not > 0 ? "--seconds is more than 0."
            : parsed.GetValue(rebindEvery) is not >= 0.1 ? "--rebind-every is at least 0.1."
            : parsed.GetValue(json) is { } file && !JsonFile.HasPlaceFor(file) ? $"The file {file} cannot be written."
            : "";
        return problem.Length > 0 ? null
            : new RelayOptions(new IPEndPoint(IPAddress.Any, parsed.GetValue(listen)), address!, found!, parsed.GetValue(seed), parsed.GetValue(rebindEvery));
    }

    private int Relay(RelayOptions options, ParseResult parsed)
    {
        try
        {
            using var relay = new Relay(options);
            output.WriteLine($"relaying {relay.Address.Port} to {options.Server} as {options.Profile.Name}");
            output.Flush();
            relay.Run(parsed.GetValue(seconds), stop);
            var report = RelayReport.Of(relay, options);
            if (parsed.GetValue(json) is not { } file)
            {
                output.WriteLine(report.ToString());
            }
            else if (JsonFile.Write(file, report) is { } problem)
            {
                return Complain(problem);
            }

            return 0;
        }
        catch (SocketException exception)
        {
            return Complain($"Port {options.Listen.Port} cannot be listened on: {exception.Message}.");
        }
    }

    private static bool TryResolve(string text, out IPEndPoint? address)
    {
        address = null;
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(text.AsSpan(colon + 1), out var port) || port == 0)
        {
            return false;
        }

        try
        {
            var found = Dns.GetHostAddresses(text[..colon].Trim('[', ']'));
            address = new IPEndPoint(Array.Find(found, static one => one.AddressFamily == AddressFamily.InterNetwork) ?? found[0], port);
            return true;
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException or IndexOutOfRangeException)
        {
            return false;
        }
    }

    private int Complain(string sentence)
    {
        errors.WriteLine(sentence);
        return BadUsage;
    }
}
