using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeliveryOtp.Api.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>What the sandbox's endpoint was told, for people: <c>/dev/webhooks</c>. There is no such page outside Development.</summary>
internal static class WebhookInboxPages
{
    /// <summary>The page, and where the endpoint posts.</summary>
    public const string Path = "/dev/webhooks";

    private static readonly JsonSerializerOptions Indented = new(WebhookBody.Json) { WriteIndented = true };

    public static void MapWebhookInbox(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment() || app.Services.GetService<WebhookInbox>() is not { } inbox)
            return;
        app.MapGet(Path, () => Show(inbox)).ExcludeFromDescription();
        app.MapPost(Path, (HttpRequest request, CancellationToken cancel) => TakeAsync(inbox, request, cancel)).ExcludeFromDescription();
    }

    private static async Task<NoContent> TakeAsync(WebhookInbox inbox, HttpRequest request, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancel);
        var headers = request.Headers;
        inbox.Take(
            new WebhookHeaders(headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString()),
            body.ToArray());
        return TypedResults.NoContent();
    }

    private static ContentHttpResult Show(WebhookInbox inbox)
    {
        var items = string.Concat(inbox.Posts.Select(ItemOf));
        return TypedResults.Content(
            PlainPage.Of(
                "Webhooks",
                $"<p>What was posted to <code>POST {Path}</code> since the start, newest first, {WebhookInbox.Capacity} at most.</p>"
                + (items.Length == 0 ? "<p>None yet: issue a delivery, and load the page again.</p>" : $"<ul>{items}</ul>")),
            "text/html",
            Encoding.UTF8);
    }

    private static string ItemOf(WebhookInboxPost post)
    {
        var json = Parse(post.Body);
        return $"<li><b>{Encode(TypeOf(json) ?? "not an event")}</b>, {(post.Fault is null ? "verified" : $"not verified: {Encode(post.Fault)}")}<br>"
            + $"{Encode(post.Id)}, {post.At.ToString("u", CultureInfo.InvariantCulture)}"
            + $"<details><summary>The body</summary><pre>{Encode(json?.ToJsonString(Indented) ?? post.Body)}</pre></details></li>";
    }

    private static string? TypeOf(JsonNode? body) =>
        body is JsonObject json && json["type"] is JsonValue type && type.TryGetValue<string>(out var name) ? name : null;

    /// <summary>Null: anybody may post anything.</summary>
    private static JsonNode? Parse(string body)
    {
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
