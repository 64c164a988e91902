using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GameServer.Tools.Bots.Api;

/// <summary>What the API said. Immutable.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The body; null when it is no JSON object.</param>
/// <param name="RetryAfter">Seconds after which the server wants to be asked again; null when it does not.</param>
internal sealed record ApiAnswer(HttpStatusCode Status, JsonObject? Body, double? RetryAfter)
{
    /// <summary>Whether it was done.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>What was wrong, as one sentence.</summary>
    public string Problem => Body?["detail"] is JsonValue value && value.TryGetValue(out string? detail) && detail.Length > 0
        ? $"The API answered {(int)Status}: {detail}"
        : $"The API answered {(int)Status} and does not say why.";

    /// <summary>The identifier of the room that the body is about. Throws <see cref="ApiException"/> when it names none.</summary>
    public string RoomId => Body?["roomId"] is JsonValue value && value.TryGetValue(out string? id) ? id : throw new ApiException("The API's answer names no room.");

    /// <summary>Reads an answer to its end.</summary>
    public static async Task<ApiAnswer> Read(HttpResponseMessage response, CancellationToken stop)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(stop).ConfigureAwait(false);
        return new ApiAnswer(response.StatusCode, Parse(bytes), response.Headers.RetryAfter?.Delta?.TotalSeconds);
    }

    private static JsonObject? Parse(byte[] bytes)
    {
        try
        {
            return bytes.Length == 0 ? null : JsonNode.Parse(bytes) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
