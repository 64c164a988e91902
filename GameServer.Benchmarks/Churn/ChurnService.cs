using System.IO.Pipes;
using System.Text.Json;
using GameServer.Hosting;
using Microsoft.Extensions.Hosting;

namespace GameServer.Benchmarks.Churn;

/// <summary>Does what it is told, a line of JSON each, on a thread of its own.</summary>
internal sealed class ChurnService(ShardGroup shards, string pipe) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var server = new NamedPipeServerStream(pipe, PipeDirection.InOut, maxNumberOfServerInstances: 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        await using (server.ConfigureAwait(false))
        {
            await server.WaitForConnectionAsync(stoppingToken).ConfigureAwait(false);
            using var reader = new StreamReader(server, leaveOpen: true);
            while (await reader.ReadLineAsync(stoppingToken).ConfigureAwait(false) is { } line)
            {
                var order = JsonSerializer.Deserialize<ChurnOrder>(line)!;
                var result = await Task.Factory.StartNew(() => Do(order), stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
                await server.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(result), stoppingToken).ConfigureAwait(false);
                await server.WriteAsync("\n"u8.ToArray(), stoppingToken).ConfigureAwait(false);
            }
        }
    }

    private ChurnResult Do(ChurnOrder order) => order.Rate > 0 ? new RoomChurn(shards.Fleet, order).Run() : new RoomScales(shards.Fleet, order).Weigh();
}
