using System.Text.Encodings.Web;
using DeliveryOtp.Api.Http;
using Microsoft.AspNetCore.Html;

namespace DeliveryOtp.Api.Pages.Console;

/// <summary>
/// A text that a retailer, a courier's app or a recipient wrote, as the console shows it. It may be made to deceive: it is
/// encoded, wraps anywhere, keeps its direction to itself, and what nobody can see (controls, bidi marks, zero-width
/// characters) is shown as �.
/// </summary>
public sealed class ShownText : IHtmlContent
{
    /// <summary>In UTF-16 units: from here on a text may take more than three lines of a narrow column.</summary>
    private const int LongLine = 60;

    private const string Line = "foreign";

    private readonly string _text;
    private readonly string _class;

    private ShownText(string text, string cssClass) => (_text, _class) = (text, cssClass);

    /// <summary>In a line of the page; what is longer than three lines is cut off there, and whole in its `title`.</summary>
    /// <param name="text">Null: a dash.</param>
    public static IHtmlContent Of(string? text) => text is null ? new HtmlString("—") : new ShownText(Plain(text), Line);

    /// <summary>An id; of a UUID its first block, which people quote to each other, and the whole in its `title`.</summary>
    public static IHtmlContent Id(string id) => Guid.TryParse(id, out _)
        ? new HtmlContentBuilder().AppendHtml($"<span title=\"{Guid.Parse(id)}\">{Guid.Parse(id).ToString()[..8]}…</span>")
        : Of(id);

    /// <summary>Whole, with its own line breaks: a statement or a reason that has to be read.</summary>
    /// <param name="text">Null: a dash.</param>
    public static IHtmlContent Whole(string? text) => text is null
        ? new HtmlString("—")
        : new ShownText(RequestText.ReplaceInvisible(text.ReplaceLineEndings("\n"), character => character is '\n'), $"{Line} whole");

    /// <summary>The characters alone, for attributes and for sentences that are encoded elsewhere.</summary>
    public static string Plain(string? text) => text is null ? "—" : RequestText.ReplaceInvisible(text);

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        var isCut = _class == Line && _text.Length > LongLine;
        writer.Write($"<bdi class=\"{_class}{(isCut ? " retailers-text" : string.Empty)}\" dir=\"auto\"");
        if (isCut)
            writer.Write($" title=\"{encoder.Encode(_text)}\"");
        writer.Write('>');
        encoder.Encode(writer, _text);
        writer.Write("</bdi>");
    }

    public override string ToString() => _text;
}
