using System.Net;

namespace DeliveryOtp.Api.Http;

/// <summary>A page of text: no script, one style, and its digest in the Content-Security-Policy.</summary>
internal static class PlainPage
{
    public const string Style =
        "body{font:1rem/1.5 system-ui,sans-serif;margin:0;color:#1b1f24;background:#fff}"
        + "main{max-width:40rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}"
        + "h1{font-size:1.5rem;line-height:1.25}li{margin:.5rem 0}"
        + "pre{white-space:pre-wrap;font-size:.875rem}"
        + "code{background:#eef1f4;padding:.1em .3em;border-radius:.25em}a{color:#0b57d0}"
        + "@media(prefers-color-scheme:dark){body{color:#e6e9ec;background:#15181c}code{background:#2a3037}a{color:#9ec1ff}}";

    /// <param name="title">Text.</param>
    /// <param name="body">HTML.</param>
    /// <param name="heading">The title as HTML, where it is more than text.</param>
    public static string Of(string title, string body, string? heading = null) =>
        $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{WebUtility.HtmlEncode(title)}</title>
        <style>{Style}</style>
        </head>
        <body><main><h1>{heading ?? WebUtility.HtmlEncode(title)}</h1>{body}</main></body>
        </html>
        """;
}
