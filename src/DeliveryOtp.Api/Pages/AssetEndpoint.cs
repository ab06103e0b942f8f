using Microsoft.Net.Http.Headers;

namespace DeliveryOtp.Api.Pages;

/// <summary>
/// Serves the assets. Under another digest, as a page asks for that was made by the version before or after this one, there
/// are this version's files as well, but not to keep.
/// </summary>
internal static class AssetEndpoint
{
    private const string Immutable = "public, max-age=31536000, immutable";

    public static void MapAssets(this IEndpointRouteBuilder app) => app
        .MapGet($"{PageAssets.Path}/{{digest}}/{{**name}}", Serve)
        .ExcludeFromDescription();

    /// <summary>Beside Swagger UI, wherever that is.</summary>
    public static void MapSwaggerScript(this IEndpointRouteBuilder app) => app
        .MapGet("/swagger/fresh.js", (PageAssets assets) =>
        {
            var script = assets.Find("swagger/fresh.js")!;
            return Results.Bytes(script.Content, script.Type);
        })
        .ExcludeFromDescription();

    private static IResult Serve(string digest, string name, PageAssets assets, HttpResponse response)
    {
        if (assets.Find(name) is not { } asset)
            return Results.NotFound();
        response.Headers.CacheControl = digest == assets.Digest ? Immutable : "no-cache";
        return Results.Bytes(asset.Content, asset.Type, entityTag: new EntityTagHeaderValue($"\"{assets.Digest}\""));
    }
}
