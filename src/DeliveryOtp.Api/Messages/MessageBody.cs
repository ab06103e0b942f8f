using System.Net;
using MimeKit;
using MimeKit.Text;

namespace DeliveryOtp.Api.Messages;

/// <summary>A mail's words as plain text and as HTML that loads nothing, styles itself and says its language.</summary>
internal static class MessageBody
{
    private const string Button = "display:inline-block;padding:12px 20px;border-radius:6px;background:#0b57d0;color:#ffffff;text-decoration:none";

    public static MultipartAlternative Of(MessageText text, string? page) => new(
        new TextPart(TextFormat.Plain) { Text = Plain(text, page) },
        new TextPart(TextFormat.Html) { Text = Html(text, page) })
    {
        Headers = { { HeaderId.ContentLanguage, text.Language } },
    };

    private static string Plain(MessageText text, string? page)
    {
        string[] link = page is null ? [] : [$"{text.OpenPage}\n{page}"];
        return string.Join("\n\n", [.. text.Paragraphs, .. link, .. text.SmallPrint]) + "\n";
    }

    private static string Html(MessageText text, string? page) =>
        $"""
        <!doctype html>
        <html lang="{text.Language}" dir="ltr">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Encode(text.Subject)}</title>
        </head>
        <body style="margin:0;background:#ffffff;color:#1b1f24;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif">
        <div style="max-width:560px;margin:0 auto;padding:16px;overflow-wrap:anywhere">
        <h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">{Encode(text.Subject)}</h1>
        {string.Concat(text.Paragraphs.Select(paragraph => Paragraph(paragraph, "margin:0 0 16px")))}
        {(page is null ? string.Empty : Links(text.OpenPage, page))}
        {string.Concat(text.SmallPrint.Select(paragraph => Paragraph(paragraph, "margin:0 0 8px;font-size:14px;color:#57606a")))}
        </div>
        </body>
        </html>
        """;

    /// <summary>A button for thumbs, and the link itself for whoever wants to see where it leads, or to copy it.</summary>
    private static string Links(string says, string page) =>
        $"""
        <p style="margin:24px 0 8px"><a href="{Encode(page)}" style="{Button}">{Encode(says)}</a></p>
        <p style="margin:0 0 24px;font-size:14px"><a href="{Encode(page)}" style="color:#0b57d0">{Encode(page)}</a></p>
        """;

    private static string Paragraph(string text, string style) =>
        $"<p style=\"{style}\">{Encode(text).Replace("\n", "<br>", StringComparison.Ordinal)}</p>\n";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
