using Microsoft.AspNetCore.Http;

namespace GameServer.Http;

/// <summary>What every answer tells a browser: nothing from elsewhere, nothing that a player wrote can run, no other page around it.</summary>
internal static class SafeHeaders
{
    /// <summary>Where the description of the API is to read and try; its viewer sets itself up by a script and styles inside the page.</summary>
    public const string Docs = "/docs";

    private const string OwnFilesOnly = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'";
    private const string OwnFilesAndInline =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'; base-uri 'none'";

    public static void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments(Docs, StringComparison.OrdinalIgnoreCase) ? OwnFilesAndInline : OwnFilesOnly;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
    }
}
