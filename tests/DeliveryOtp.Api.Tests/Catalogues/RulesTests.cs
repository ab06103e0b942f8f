using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Api.Tests.Catalogues;

/// <summary><c>docs/rules.md</c>, which people write: what the code cites, decides and lets a retailer change is in it.</summary>
public sealed partial class RulesTests
{
    private const int Rules = 22;

    private static readonly string[] Written = [".cs", ".cshtml", ".json", ".js", ".mjs", ".ts", ".css", ".sql", ".lua", ".sh"];

    private static readonly string Text = File.ReadAllText(Repository.PathOf("docs", "rules.md"));

    private static readonly HashSet<int> Headings = [.. Heading().Matches(Text).Select(NumberOf)];

    [Fact]
    public void Every_rule_is_there() => Assert.Equal(Enumerable.Range(1, Rules), Heading().Matches(Text).Select(NumberOf));

    [Fact]
    public void Every_rule_that_is_cited_is_there()
    {
        var cited = ((string[])["src", "tests"]).SelectMany(Repository.FilesBelow)
            .Where(file => Written.Contains(Path.GetExtension(file), StringComparer.Ordinal))
            .SelectMany(file => CitedIn(File.ReadAllText(file)).Select(rule => (Rule: rule, File: Path.GetFileName(file))))
            .ToArray();
        Assert.True(cited.Length > 200);
        Assert.Equal([], cited.Where(citation => !Headings.Contains(citation.Rule)).Distinct());
    }

    [Theory]
    [InlineData("a lock (R3), see R12.", new[] { 3, 12 })]
    [InlineData("public void R14_three_at_most()", new[] { 14 })]
    [InlineData("R6–R8, [R9](rules.md#r9)", new[] { 6, 8, 9 })]
    [InlineData("CRR12 R2D2 QR1 R123456", new int[0])]
    public void A_citation_is_told_from_other_words(string text, int[] rules) => Assert.Equal(rules, CitedIn(text));

    [Fact]
    public void The_table_of_R12_has_every_outcome() => Assert.Equal(
        [],
        EnumName<AttemptOutcome>.All.Except(Row().Matches(Text).SelectMany(row => Name().Matches(row.Value)).Select(name => name.Groups["name"].Value), StringComparer.Ordinal));

    [Fact]
    public void The_policy_has_every_field_with_its_default()
    {
        var defaults = JsonNode.Parse(StoredPolicy.Write(DeliveryPolicy.Default))!.AsObject();
        Assert.Equal([], defaults.Where(field => !IsInTable(field.Key, field.Value!.ToString())).Select(field => $"{field.Key} [{field.Value}]"));
    }

    private static bool IsInTable(string field, string value) =>
        Text.Contains($"| `{field}` | {value} |", StringComparison.Ordinal) || Text.Contains($"| `{field}` | `{value}` |", StringComparison.Ordinal);

    private static IEnumerable<int> CitedIn(string text) => Citation().Matches(text).Select(NumberOf);

    private static int NumberOf(Match match) => int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("^### R(?<number>[0-9]+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    /// <summary>Nothing but a blank or a sign before it; behind it, also the rest of a test's name.</summary>
    [GeneratedRegex("(?<![A-Za-z0-9_])R(?<number>[0-9]{1,2})(?![A-Za-z0-9])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Citation();

    [GeneratedRegex(@"^\| [0-9]+ \|.*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<name>[a-z_]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
