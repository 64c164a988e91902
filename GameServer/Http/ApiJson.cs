using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace GameServer.Http;

/// <summary>Bodies to objects and back: one set of rules for all of them. Any thread.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow; // A misspelt field would be without effect and without a word.
        options.AllowDuplicateProperties = false; // Two readers of one body must not read two things.
        options.MaxDepth = 16;
        return options;
    }

    /// <summary>All of a request's body. Throws <see cref="ApiProblem"/> when it is too long, too slow or broken off.</summary>
    public static async Task<byte[]> ReadBody(HttpRequest request)
    {
        try
        {
            using var buffer = new MemoryStream();
            await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted).ConfigureAwait(false);
            return buffer.ToArray();
        }
        catch (BadHttpRequestException exception)
        {
            throw exception.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => new ApiProblem(exception.StatusCode, "body-too-large", $"A body has at most {HttpSettings.BodyBytesMax} bytes."),
                StatusCodes.Status408RequestTimeout => new ApiProblem(exception.StatusCode, "body-too-slow", "The body came too slowly."),
                _ => ApiProblem.BadRequest("The body broke off."),
            };
        }
        catch (IOException)
        {
            throw ApiProblem.BadRequest("The body broke off, or is not chunked as it says.");
        }
    }

    /// <summary>Reads a body as an object; an empty one is an object without fields. Throws <see cref="ApiProblem"/>.</summary>
    public static T Parse<T>(byte[] body)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body.Length == 0 ? "{}"u8 : body, Options) ?? throw ApiProblem.BadRequest("The body must be a JSON object.");
        }
        catch (JsonException exception)
        {
            var at = exception.Path is { Length: > 1 } path ? $" at {path[2..]}" : "";
            throw ApiProblem.BadRequest($"The body is not what is expected{at}, line {exception.LineNumber + 1}.");
        }
    }
}
