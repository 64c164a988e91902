using Microsoft.Extensions.Hosting;

namespace GameServer.Hosting;

/// <summary>How the process will end. Any thread may say that it failed; the first to say so stops the host.</summary>
internal sealed class ServerExit(IHostApplicationLifetime lifetime)
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int BadConfiguration = 2;

    private volatile int code = Success;

    public int Code => code;

    public void Fail()
    {
        code = Failure;
        lifetime.StopApplication();
    }
}
