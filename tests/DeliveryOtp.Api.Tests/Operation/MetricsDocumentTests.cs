using System.Text.RegularExpressions;
using DeliveryOtp.Api.Http.Budgets;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Operation;

/// <summary><c>docs/metrics.md</c> and <c>/metrics</c> name the same.</summary>
public sealed partial class MetricsDocumentTests(MeasuredService measured) : IClassFixture<MeasuredService>
{
    private const string Own = "deliveryotp_";

    private static readonly string Text = File.ReadAllText(Repository.PathOf("docs", "metrics.md"));

    [Fact]
    public void Every_metric_of_ours_is_in_the_document_and_no_other() => Assert.Equal(
        measured.Shown.Types.Keys.Where(name => name.StartsWith(Own, StringComparison.Ordinal))
            .Select(name => $"{name} {measured.Shown.Types[name]} {string.Join(' ', measured.Shown.LabelsOf(name))}".TrimEnd())
            .Order(StringComparer.Ordinal),
        Documented().Where(row => row.Name.StartsWith(Own, StringComparison.Ordinal))
            .Select(row => $"{row.Name} {row.Type} {string.Join(' ', row.Labels)}".TrimEnd()));

    [Fact]
    public void What_the_document_says_of_the_framework_is_so()
    {
        var others = Documented().Where(row => !row.Name.StartsWith(Own, StringComparison.Ordinal)).ToArray();
        Assert.True(others.Length > 10);
        Assert.All(others, row =>
        {
            Assert.Equal(row.Type, measured.Shown.Types.GetValueOrDefault(row.Name));
            Assert.Equal([], row.Labels.Except(measured.Shown.LabelsOf(row.Name), StringComparer.Ordinal));
        });
    }

    /// <summary>Otherwise an alarm about the first one of something has nothing to compare it with.</summary>
    [Fact]
    public async Task Counters_are_there_before_they_have_counted_anything()
    {
        using var fresh = await ApiProcess.StartAsync(await (await TestCluster.SharedAsync()).CreateDatabaseAsync());
        var shown = await Exposition.OfAsync(fresh.BaseUrl);
        var counters = Documented().Where(row => row is { Type: "counter" } && row.Name.StartsWith(Own, StringComparison.Ordinal) && row.Name != "deliveryotp_mails_total").ToArray();
        Assert.True(counters.Length > 10);
        Assert.All(counters, row => Assert.True(shown.Types.ContainsKey(row.Name), row.Name));
        Assert.Equal(0, shown.ValueOf("deliveryotp_broken_seals_total"));
        Assert.Equal(0, shown.ValueOf("deliveryotp_problems_total", ("problem", "internal_error")));
        Assert.Equal(0, shown.ValueOf("deliveryotp_webhook_posts_total", ("result", "gone")));
    }

    [Fact]
    public void Every_budget_is_in_the_operators_table()
    {
        var operations = File.ReadAllText(Repository.PathOf("docs", "operations.md"));
        Assert.All(BudgetName.All, name => Assert.Contains($"`{name}`", operations, StringComparison.Ordinal));
    }

    internal static IEnumerable<(string Name, string Type, string[] Labels)> Documented() => Row().Matches(Text).Select(row => (
        row.Groups["name"].Value,
        row.Groups["type"].Value,
        LabelsIn(row.Groups["labels"].Value).Order(StringComparer.Ordinal).ToArray()));

    /// <summary>Behind a colon stand values.</summary>
    private static IEnumerable<string> LabelsIn(string cell) =>
        cell.Split(';').SelectMany(part => Name().Matches(part.Split(':')[0])).Select(name => name.Groups["name"].Value);

    [GeneratedRegex(@"^\| `(?<name>[a-z_]+)` \| (?<type>counter|gauge|histogram) \| (?<labels>[^|]*)\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<name>[a-z_]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
