using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace GameServer.Http;

/// <summary>
/// The OpenAPI document: made once, when it is first asked for, the same for everybody. It names no host, so none that a request
/// claims gets into it. Any thread.
/// </summary>
internal sealed class ApiDescription(IServiceProvider services)
{
    public const string Path = "/openapi/v1.json";

    private const string Version = "v1";
    private const string KeyScheme = "key";

    private readonly Lazy<Task<byte[]>> bytes = new(() => Write(services));

    public static void Add(IServiceCollection services) => services.AddOpenApi(Version, static options =>
    {
        options.AddDocumentTransformer(static (document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(static (operation, context, _) =>
        {
            Describe(operation, context);
            return Task.CompletedTask;
        });
    });

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, (Delegate)Serve).ExcludeFromDescription();

    private async Task<IResult> Serve() => Results.Bytes(await bytes.Value.ConfigureAwait(false), "application/json; charset=utf-8");

    private static async Task<byte[]> Write(IServiceProvider services)
    {
        var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Version).GetOpenApiDocumentAsync().ConfigureAwait(false);
        using var buffer = new MemoryStream();
        await document.SerializeAsJsonAsync(buffer, OpenApiSpecVersion.OpenApi3_1).ConfigureAwait(false);
        return buffer.ToArray();
    }

    private static void Describe(OpenApiDocument document)
    {
        (document.Info.Title, document.Info.Version) = ("GameServer", Version);
        document.Info.Description =
            "Rooms and seats for a matchmaker. Errors are application/problem+json with a stable type. A server that holds API keys wants one as a bearer token; one without takes requests of its own machine.";
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[KeyScheme] =
            new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key with the scope that the operation names." };
    }

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<NeededScope>().FirstOrDefault() is { } needed)
        {
            operation.Description = $"{operation.Description} Needs the scope {needed.Scopes.ToString().ToLowerInvariant()}.".Trim();
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(KeyScheme, context.Document)] = [] }];
            AddProblem(operation, "401", "No key, or none of this server's");
            AddProblem(operation, "403", "The key has not the scope, or another web site sent the request to a server without keys");
            AddProblem(operation, "429", "Too much at a time; Retry-After says when to come again");
            AddProblem(operation, "503", "A shard does not answer; Retry-After says when to come again");
        }

        if (metadata.OfType<IdempotencyKey>().FirstOrDefault() is { } key)
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = IdempotencyKey.Header,
                In = ParameterLocation.Header,
                Required = true,
                Description = key.Meaning,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = IdempotencyKey.CharsMax },
            });
        }

        foreach (var parameter in metadata.OfType<DescribedParameter>())
        {
            if (operation.Parameters?.OfType<OpenApiParameter>().FirstOrDefault(p => p.Name == parameter.Name) is { } described)
            {
                (described.Required, described.Description) = (parameter.IsRequired, parameter.Meaning);
            }
        }
    }

    private static void AddProblem(OpenApiOperation operation, string status, string meaning)
    {
        operation.Responses ??= [];
        operation.Responses.TryAdd(status, new OpenApiResponse { Description = meaning, Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new OpenApiMediaType() } });
    }
}

/// <summary>An endpoint that wants the caller's own key for each request that has an effect.</summary>
internal sealed record IdempotencyKey(string Meaning)
{
    public const string Header = "Idempotency-Key";
    public const int CharsMax = 128;
}

/// <summary>What the description says of a parameter that its type does not.</summary>
internal sealed record DescribedParameter(string Name, bool IsRequired, string Meaning);
