using System.Net;
using System.Text;
using GameServer.Http;
using GameServer.Protocol.Control;
using GameServer.Protocol.Tokens;
using GameServer.Simulation.Rooms;
using GameServer.Sockets;
using Microsoft.Extensions.Options;

namespace GameServer.Hosting;

/// <summary>Tells the first thing that is wrong with the options, in one sentence. Stateless.</summary>
internal sealed class OptionsValidator : IValidateOptions<GameServerOptions>
{
    public const int ShardsMax = 64;
    public const int RoomsLimit = 4096;
    private const int PortMax = 65_535;
    private const int BytesPerSecondMin = 2000;
    private const int BytesPerSecondMax = 100_000_000;
    private const int GarbageMegabytesMax = 1_000_000;
    private const int LingerMax = 3600;
    private const int ConnectionsLimit = 65_536;

    public ValidateOptionsResult Validate(string? name, GameServerOptions options) =>
        Complaint(options) is { } sentence ? ValidateOptionsResult.Fail(sentence) : ValidateOptionsResult.Success;

    public static string? Complaint(GameServerOptions o) =>
        Range(nameof(o.Port), o.Port, 0, PortMax)
        ?? Range(nameof(o.Http), o.Http, -1, PortMax)
        ?? Range(nameof(o.Shards), o.Shards, 1, ShardsMax)
        ?? LastPort(o)
        ?? Address(o.Address)
        ?? Advertise(o.Advertise)
        ?? (ApiKeys.TryParse(o.Keys, out _, out var keys) ? null : $"{Setting.Of(nameof(o.Keys))} cannot be read: {keys}.")
        ?? (TokenKeyList.TryParse(o.TokenKeys, out _, out var tokens) ? null : $"{Setting.Of(nameof(o.TokenKeys))} cannot be read: {tokens}.")
        ?? Range(nameof(o.Drain), o.Drain ?? 0, 0, ControlLimits.EndNoticeSecondsMax)
        ?? Range(nameof(o.Tick), o.Tick, 1, ControlLimits.TickRateMax)
        ?? Range(nameof(o.Snapshot), o.Snapshot, 1, o.Tick)
        ?? Divides(o)
        ?? Range(nameof(o.Seats), o.Seats, 1, RoomSettings.SeatsLimit)
        ?? Range(nameof(o.RoomsMax), o.RoomsMax, 1, RoomsLimit)
        ?? ConfigLength(o)
        ?? Range(nameof(o.BytesPerSecond), o.BytesPerSecond, BytesPerSecondMin, BytesPerSecondMax)
        ?? Range(nameof(o.GarbageMax), o.GarbageMax, 1, GarbageMegabytesMax)
        ?? Range(nameof(o.Linger), o.Linger, 0, LingerMax)
        ?? Range(nameof(o.ConnectionsMax), o.ConnectionsMax, 1, ConnectionsLimit)
        ?? Range(nameof(o.SessionsPerAddress), o.SessionsPerAddress, 1, ConnectionsLimit)
        ?? Range(nameof(o.RoomsPerAddress), o.RoomsPerAddress, 1, RoomsLimit)
        ?? TransportPathOf(o.Transport)
        ?? (o.TickTrace is "" ? $"{Setting.Of(nameof(o.TickTrace))} must name a file." : null);

    private static string? Range(string key, double value, double min, double max) =>
        value >= min && value <= max ? null : FormattableString.Invariant($"{Setting.Of(key)} must be {min} to {max}, not {value}.");

    private static string? LastPort(GameServerOptions o) =>
        o.Port == 0 || o.Port + o.Shards - 1 <= PortMax
            ? null
            : $"{Setting.Of(nameof(o.Port))} is {o.Port}, which leaves no ports for {o.Shards} shards below {PortMax + 1}.";

    private static string? Divides(GameServerOptions o) =>
        o.Tick % o.Snapshot == 0
            ? null
            : $"{Setting.Of(nameof(o.Snapshot))} must divide the tick rate {o.Tick}, which {o.Snapshot} does not.";

    private static string? Address(string? text) =>
        text is null or ListenAddress.Any or ListenAddress.Loopback || IPAddress.TryParse(text, out _)
            ? null
            : $"{Setting.Of(nameof(GameServerOptions.Address))} must be ANY, LOOPBACK or an IP address, not \"{text}\".";

    private static string? Advertise(string? host) =>
        host is null || (TokenEndpoint.IsHost(host) && Uri.CheckHostName(host) != UriHostNameType.Unknown)
            ? null
            : $"{Setting.Of(nameof(GameServerOptions.Advertise))} must be a host name in ASCII or an address without brackets, of at most {TokenEndpoint.HostCharsMax} characters, not \"{host}\".";

    private static string? TransportPathOf(string text) =>
        Enum.GetNames<TransportPath>().Contains(text, StringComparer.OrdinalIgnoreCase)
            ? null
            : $"{Setting.Of(nameof(GameServerOptions.Transport))} must be auto, batched or portable, not \"{text}\".";

    private static string? ConfigLength(GameServerOptions o) =>
        Encoding.UTF8.GetByteCount(o.RoomConfig) <= ControlLimits.ConfigBytesMax
            ? null
            : $"{Setting.Of(nameof(o.RoomConfig))} may have {ControlLimits.ConfigBytesMax} bytes, not {Encoding.UTF8.GetByteCount(o.RoomConfig)}.";
}
