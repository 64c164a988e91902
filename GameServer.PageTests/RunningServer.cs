using GameServer.Games.Arena;
using GameServer.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GameServer.PageTests;

/// <summary>The server as a program starts it, in this process: real shards, UDP and HTTP. Stopped with the test that started it.</summary>
internal sealed class RunningServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Task<int> running;
    private IHostApplicationLifetime lifetime = null!;
    private ServerPorts ports = null!;

    /// <summary>Starts it open, on loopback. A TCP port of 0 takes any free one.</summary>
    public RunningServer(int httpPort = 0, params string[] options)
    {
        using var started = new ManualResetEventSlim();
        string[] words = ["--open", "--port", "0", "--http", $"{httpPort}", "--rooms-max", "128", .. options];
        running = Task.Factory.StartNew(() => ServerCommand.Run(words, builder => Compose(builder, started.Set)), TaskCreationOptions.LongRunning);
        Assert.That(started.Wait(Patience), Is.True, "the server did not start");
    }

    public Uri Page => ports.Http!;

    public int UdpPort => ports.Udp[0];

    public void Stop()
    {
        lifetime.StopApplication();
        Assert.That(running.Wait(Patience), Is.True, "the server did not stop");
    }

    public void Dispose() => Stop();

    private void Compose(HostApplicationBuilder builder, Action onStarted)
    {
        builder.Logging.ClearProviders();
        builder.AddGameServer().AddGame<Arena>();
        builder.Services.AddHostedService(services =>
        {
            lifetime = services.GetRequiredService<IHostApplicationLifetime>();
            ports = services.GetRequiredService<ServerPorts>();
            lifetime.ApplicationStarted.Register(onStarted);
            return new Bystander();
        });
    }

    private sealed class Bystander : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
