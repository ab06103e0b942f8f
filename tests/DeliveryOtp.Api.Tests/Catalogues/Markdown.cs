using System.Text;

namespace DeliveryOtp.Api.Tests.Catalogues;

/// <summary>A document on its way to Markdown.</summary>
internal sealed class Markdown
{
    private readonly StringBuilder _text = new();

    public Markdown Heading(int level, string text) => Block($"{new string('#', level)} {text}");

    public Markdown Paragraph(string text) => Block(text);

    /// <param name="columns">The headings.</param>
    /// <param name="rows">A cell for each of them; a bar in one would begin another.</param>
    public Markdown Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var lines = rows.Select(RowOf).Prepend(RowOf([.. columns.Select(_ => "---")])).Prepend(RowOf(columns));
        return Block(string.Join('\n', lines));
    }

    /// <summary>Closed until somebody wants to see it.</summary>
    public Markdown Folded(string summary, string language, string code) =>
        Block($"<details><summary>{summary}</summary>\n\n```{language}\n{code.Trim()}\n```\n\n</details>");

    public static string Code(string text) => $"`{text}`";

    public static string Codes(IEnumerable<string> texts) => string.Join(", ", texts.Select(Code));

    public override string ToString() => $"{_text.ToString().TrimEnd()}\n";

    private static string RowOf(IReadOnlyList<string> cells) => $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |";

    private Markdown Block(string text)
    {
        _text.Append(text).Append("\n\n");
        return this;
    }
}
