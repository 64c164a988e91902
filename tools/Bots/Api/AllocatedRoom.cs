using System.Text.Json.Nodes;
using GameServer.Protocol.Tokens;

namespace GameServer.Tools.Bots.Api;

/// <summary>A room that was allocated, with a token for each player of the wish, in its order. Immutable.</summary>
/// <param name="Id">The room's identifier.</param>
/// <param name="Tokens">What its players connect with.</param>
internal sealed record AllocatedRoom(string Id, IReadOnlyList<ConnectToken> Tokens)
{
    /// <summary>Reads the answer to a wish. Throws <see cref="ApiException"/> when it is not one that was met.</summary>
    public static AllocatedRoom Of(ApiAnswer answer, AllocationWish wish)
    {
        if (!answer.IsSuccess)
        {
            throw new ApiException(answer.Problem);
        }

        var tokens = new Dictionary<string, ConnectToken>(StringComparer.Ordinal);
        foreach (var seat in answer.Body?["seats"] as JsonArray ?? [])
        {
            if (Text(seat, "playerId") is not { } player || !ConnectToken.TryParse(Text(seat, "token"), out var token, out var problem))
            {
                throw new ApiException("The API reserved a seat without a usable token.");
            }

            tokens[player] = token;
        }

        return new AllocatedRoom(answer.RoomId, [.. wish.Players.Select(player => tokens.GetValueOrDefault(player) ?? throw new ApiException($"The API reserved no seat to {player}."))]);
    }

    private static string? Text(JsonNode? seat, string field) => (seat as JsonObject)?[field] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
