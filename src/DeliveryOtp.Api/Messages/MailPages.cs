using System.Globalization;
using System.Net;
using System.Text;
using DeliveryOtp.Api.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using MimeKit;

namespace DeliveryOtp.Api.Messages;

/// <summary>What the development sink holds, for people: <c>/dev/mails</c>. There is no such page outside Development.</summary>
internal static class MailPages
{
    private const string Path = "/dev/mails";
    private const int PageLimit = 100;

    public static void MapMailPages(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment() || app.Services.GetService<DirectoryTransport>() is not { } sink)
            return;
        app.MapGet(Path, (CancellationToken cancel) => ListAsync(sink, cancel)).ExcludeFromDescription();
        app.MapGet($"{Path}/{{name}}", (string name, CancellationToken cancel) => ShowAsync(sink, name, cancel)).ExcludeFromDescription();
    }

    private static async Task<ContentHttpResult> ListAsync(DirectoryTransport sink, CancellationToken cancel)
    {
        List<string> items = [];
        foreach (var name in sink.List().Take(PageLimit))
        {
            if (await sink.FindAsync(name, cancel) is { } mail)
                items.Add($"<li><a href=\"{Path}/{Encode(name)}\">{Encode(mail.Subject)}</a><br>{Encode(mail.To.ToString())}, {DateOf(mail)}</li>");
        }

        return Page("Mails", items.Count == 0 ? "<p>None yet.</p>" : $"<ul>{string.Concat(items)}</ul>");
    }

    private static async Task<Results<ContentHttpResult, NotFound>> ShowAsync(DirectoryTransport sink, string name, CancellationToken cancel) =>
        await sink.FindAsync(name, cancel) is { } mail
            ? Page(mail.Subject ?? string.Empty, $"<p>{Encode(mail.From.ToString())} → {Encode(mail.To.ToString())}<br>{DateOf(mail)}</p>{Paragraphs(mail)}<p><a href=\"{Path}\">All mails</a></p>")
            : TypedResults.NotFound();

    private static string Paragraphs(MimeMessage mail) => string.Concat(
        (mail.TextBody ?? string.Empty).ReplaceLineEndings("\n").Split("\n\n").Select(paragraph => $"<p>{string.Join("<br>", paragraph.Split('\n').Select(Line))}</p>"));

    private static string Line(string text) => text.StartsWith("http", StringComparison.Ordinal)
        ? $"<a href=\"{Encode(text)}\">{Encode(text)}</a>"
        : Encode(text);

    private static ContentHttpResult Page(string title, string body) =>
        TypedResults.Content(PlainPage.Of(title, body), "text/html", Encoding.UTF8);

    private static string DateOf(MimeMessage mail) => mail.Date.ToString("u", CultureInfo.InvariantCulture);

    private static string Encode(string? text) => WebUtility.HtmlEncode(text) ?? string.Empty;
}
