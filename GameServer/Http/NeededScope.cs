using Microsoft.AspNetCore.Builder;

namespace GameServer.Http;

/// <summary>What a key must be good for at an endpoint; an endpoint without one is open to all.</summary>
internal sealed record NeededScope(ApiScopes Scopes);

/// <summary>Says so where endpoints are mapped.</summary>
internal static class NeededScopeExtensions
{
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder builder, ApiScopes scopes) => builder.WithMetadata(new NeededScope(scopes));
}
