using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace GameServer.Tools.Bots.Api;

/// <summary>
/// A server's API as a matchmaker uses it. Answers are told as they are; only what never became an answer throws
/// <see cref="ApiException"/>. Any thread.
/// </summary>
internal sealed class RoomsApi : IDisposable
{
    private const string RoomsPath = "v1/rooms";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient http;

    /// <param name="url">Of the server's HTTP side; a path in it goes before the API's own.</param>
    /// <param name="key">The API key, or null.</param>
    public RoomsApi(Uri url, string? key)
    {
        http = new HttpClient { BaseAddress = url.AbsolutePath.EndsWith('/') ? url : new Uri(url.AbsoluteUri + "/"), Timeout = Patience };
        if (key is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    /// <summary>Asks for a room. The same key never makes a second one.</summary>
    public Task<ApiAnswer> Allocate(string key, AllocationWish wish, CancellationToken stop)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, RoomsPath) { Content = new StringContent(BodyOf(wish).ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", key);
        return Send(request, stop);
    }

    /// <summary>Ends a room at once.</summary>
    public Task<ApiAnswer> End(string room, CancellationToken stop) => Send(new HttpRequestMessage(HttpMethod.Delete, $"{RoomsPath}/{Uri.EscapeDataString(room)}?mode=now"), stop);

    /// <summary>Identifiers of all rooms that have a label, ended ones too, page by page.</summary>
    public async Task<IReadOnlyList<string>> List(string label, string value, CancellationToken stop)
    {
        var rooms = new List<string>();
        for (var cursor = ""; ;)
        {
            var answer = await Get($"{RoomsPath}?limit=500&label.{Uri.EscapeDataString(label)}={Uri.EscapeDataString(value)}{cursor}", stop).ConfigureAwait(false);
            rooms.AddRange((answer["rooms"] as JsonArray ?? []).Select(static room => (string)room!["roomId"]!));
            if (answer["nextCursor"] is not { } next)
            {
                return rooms;
            }

            cursor = $"&cursor={Uri.EscapeDataString((string)next!)}";
        }
    }

    public void Dispose() => http.Dispose();

    private static JsonObject BodyOf(AllocationWish wish)
    {
        var body = new JsonObject
        {
            ["maxPlayers"] = wish.MaxPlayers,
            ["players"] = new JsonArray([.. wish.Players.Select(static player => new JsonObject { ["playerId"] = player })]),
        };
        if (wish.KeptSeconds is { } seconds)
        {
            (body["seatTtlSeconds"], body["emptyTtlSeconds"]) = (seconds, seconds);
        }

        if (wish.Config is { } config)
        {
            body["config"] = config;
        }

        if (wish.Labels is { } labels)
        {
            body["labels"] = new JsonObject([.. labels.Select(static label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))]);
        }

        return body;
    }

    private async Task<JsonObject> Get(string path, CancellationToken stop)
    {
        var answer = await Send(new HttpRequestMessage(HttpMethod.Get, path), stop).ConfigureAwait(false);
        return answer is { IsSuccess: true, Body: { } body } ? body : throw new ApiException(answer.Problem);
    }

    private async Task<ApiAnswer> Send(HttpRequestMessage request, CancellationToken stop)
    {
        try
        {
            using (request)
            using (var response = await http.SendAsync(request, stop).ConfigureAwait(false))
            {
                return await ApiAnswer.Read(response, stop).ConfigureAwait(false);
            }
        }
        catch (HttpRequestException exception)
        {
            throw new ApiException($"The API at {http.BaseAddress} cannot be reached: {exception.Message.TrimEnd('.')}.");
        }
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new ApiException($"The API at {http.BaseAddress} did not answer within {Patience.TotalSeconds:0} s.");
        }
    }
}
