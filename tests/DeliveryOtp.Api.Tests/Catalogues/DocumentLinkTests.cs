using System.Text.RegularExpressions;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Catalogues;

/// <summary>What a document points to is there: the file, and the heading in it.</summary>
public sealed partial class DocumentLinkTests
{
    [Fact]
    public void Every_link_between_documents_leads_somewhere()
    {
        string[] documents =
        [
            .. Repository.FilesBelow("docs").Where(file => Path.GetExtension(file) == ".md"),
            .. Directory.GetFiles(Repository.PathOf(), "*.md"),
        ];
        var links = documents.SelectMany(file => Link().Matches(File.ReadAllText(file)).Select(link => (From: file, To: link.Groups["to"].Value))).ToArray();
        Assert.True(links.Length > 50);
        Assert.Equal([], links.Where(link => !IsThere(link.From, link.To)).Select(link => $"{Path.GetFileName(link.From)}: {link.To}").Distinct());
    }

    [Theory]
    [InlineData("rules.md#r12", true)]
    [InlineData("rules.md#r99", false)]
    [InlineData("rules.md#bringing-it-together-the-case-from-the-news", true)]
    [InlineData("events.md#session_closed", true)]
    [InlineData("nothing.md", false)]
    public void A_dead_link_is_found(string to, bool isThere) => Assert.Equal(isThere, IsThere(Repository.PathOf("docs", "outcomes.md"), to));

    private static bool IsThere(string from, string to)
    {
        var parts = to.Split('#');
        var file = parts[0].Length == 0 ? from : Path.Combine(Path.GetDirectoryName(from)!, parts[0]);
        return (File.Exists(file) || Directory.Exists(file)) && (parts.Length == 1 || AnchorsOf(file).Contains(parts[1], StringComparer.Ordinal));
    }

    /// <summary>As the usual renderers make them of headings.</summary>
    private static IEnumerable<string> AnchorsOf(string file) => Heading().Matches(File.ReadAllText(file))
        .Select(heading => NotInAnchor().Replace(heading.Groups["text"].Value.Trim().ToLowerInvariant(), string.Empty).Replace(' ', '-'));

    /// <summary>To another place than the web.</summary>
    [GeneratedRegex(@"\]\((?<to>(?!https?:|/)[^)\s]+)\)|(src|href)=""(?<to>(?!https?:|/)[^""]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotInAnchor();
}
