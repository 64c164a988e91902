using GameServer.Shards;
using Microsoft.Extensions.Logging;

namespace GameServer.Hosting;

/// <summary>
/// Answers each line on standard input with one line of JSON on standard output. Has a thread of its own, which between two lines
/// blocks in the read and allocates nothing; the numbers are copied on the shards' threads. Ends with the input.
/// </summary>
internal sealed class StatsConsole(ShardGroup shards, ILoggerFactory loggers)
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(2);

    private readonly ILogger logger = loggers.CreateLogger("GameServer");
    private readonly ManualResetEventSlim[] filled = new ManualResetEventSlim[OptionsValidator.ShardsMax];
    private readonly IntervalReport[] reports = new IntervalReport[OptionsValidator.ShardsMax];

    public void Start() => new Thread(Run) { Name = "Stats", IsBackground = true }.Start();

    private void Run()
    {
        for (var i = 0; i < shards.Threads.Count; i++)
        {
            (filled[i], reports[i]) = (new ManualResetEventSlim(), new IntervalReport());
        }

        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        using var line = new StatsLine();
        var buffer = new byte[256];
        for (int length; (length = input.Read(buffer)) > 0;)
        {
            for (var lines = buffer.AsSpan(0, length).Count((byte)'\n'); lines > 0; lines--)
            {
                Answer(line, output);
            }
        }
    }

    private void Answer(StatsLine line, Stream output)
    {
        line.Begin();
        for (var i = 0; i < shards.Threads.Count; i++)
        {
            var (done, report) = (filled[i], reports[i]);
            done.Reset();
            shards.Threads[i].TryPost(shard =>
            {
                report.Fill(shard);
                done.Set();
            });
        }

        for (var i = 0; i < shards.Threads.Count; i++)
        {
            if (!filled[i].Wait(AnswerTime))
            {
                HostingLog.NoReport(logger, i);
                return;
            }
        }

        output.Write(line.End(reports.AsSpan(0, shards.Threads.Count)));
    }
}
