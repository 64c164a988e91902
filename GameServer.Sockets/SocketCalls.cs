using System.Runtime.InteropServices;

namespace GameServer.Sockets;

/// <summary>
/// sendmmsg and recvmmsg, by their numbers: musl's own functions send one message per call. Never waits. Stateless.
/// </summary>
internal static unsafe partial class SocketCalls
{
    internal const int NotPermitted = 1;
    internal const int Interrupted = 4;
    internal const int TryAgain = 11;
    internal const int OutOfMemory = 12;
    internal const int NoBufferSpace = 105;

    private const int DoNotWait = 0x40;

    // The kernel's tables of system calls: x64 has its own, every newer machine shares another.
    private static readonly nint SendNumber = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 307 : 269;
    private static readonly nint ReceiveNumber = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 299 : 243;

    /// <summary>Whether this is a system whose numbers and layouts are known here.</summary>
    internal static bool AreKnown => OperatingSystem.IsLinux() && BitConverter.IsLittleEndian
        && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    /// <summary>Whether the kernel, and whoever guards it, lets this process make the calls: it is asked for nothing at all.</summary>
    internal static bool AreAllowed(nint socket) => AreKnown && Send(socket, null, 0) == 0 && Receive(socket, null, 0) == 0;

    /// <summary>How many messages the socket took, or an error number below 0 when it refused the first.</summary>
    internal static int Send(nint socket, BatchMessage* messages, int count) => Result(syscall(SendNumber, socket, messages, (uint)count, DoNotWait, 0));

    /// <summary>How many messages came, or an error number below 0, <see cref="TryAgain"/> when none waits.</summary>
    internal static int Receive(nint socket, BatchMessage* messages, int count) => Result(syscall(ReceiveNumber, socket, messages, (uint)count, DoNotWait, 0));

    private static int Result(nint answer) => answer >= 0 ? (int)answer : -Marshal.GetLastPInvokeError();

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint syscall(nint number, nint socket, BatchMessage* messages, nuint count, nint flags, nint timeout);
}
