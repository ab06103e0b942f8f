using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Operation;

/// <summary>The dashboard and the alarms ask for what the service shows, and lead to what there is to do.</summary>
public sealed partial class MonitoringTests(MeasuredService measured) : IClassFixture<MeasuredService>
{
    private const string Promtool = "promtool";

    /// <summary>What Prometheus says of each target by itself.</summary>
    private const string Up = "up";

    private static readonly string[] Words =
    [
        "sum", "max", "min", "avg", "count", "rate", "increase", "histogram_quantile", "absent", "and", "or", "unless", "by", "on",
    ];

    private static readonly string Folder = Repository.PathOf("docs", "monitoring");
    private static readonly string Alerts = File.ReadAllText(Path.Combine(Folder, "alerts.yml"));
    private static readonly JsonObject Dashboard = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "dashboard.json")))!.AsObject();

    [Fact]
    public void Every_metric_of_the_dashboard_is_shown_by_the_service() => AssertKnown(Targets().Select(target => target.Text("expr")));

    [Fact]
    public void Every_metric_of_the_alarms_is_shown_by_the_service() => AssertKnown(Expressions().Matches(Alerts).Select(rule => rule.Groups["expr"].Value));

    [Fact]
    public void Every_metric_of_ours_is_on_the_dashboard()
    {
        var asked = string.Join(' ', Targets().Select(target => target.Text("expr")));
        Assert.Equal([], MetricsDocumentTests.Documented().Select(row => row.Name)
            .Where(name => name.StartsWith("deliveryotp_", StringComparison.Ordinal) && !asked.Contains(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_dashboard_can_be_imported_anywhere()
    {
        var variables = Dashboard["templating"]!["list"]!.AsArray().Select(variable => variable!.AsObject().Text("name"));
        Assert.Equal(["datasource", "job", "instance"], variables);
        var panels = Panels().ToArray();
        Assert.Equal(panels.Length, panels.Select(panel => panel["id"]!.GetValue<int>()).Distinct().Count());
        Assert.All(Targets(), target => Assert.Equal("${datasource}", target["datasource"]!["uid"]!.GetValue<string>()));
        Assert.All(panels.Where(panel => panel.Text("type") != "row"), panel => Assert.NotEmpty(panel.Text("description")));
        Assert.Equal([], panels.SelectMany(panel => panels.Where(other => other != panel && Overlap(panel["gridPos"]!, other["gridPos"]!)).Select(_ => panel.Text("title"))));
    }

    [Fact]
    public void Every_alarm_has_a_summary_and_leads_to_a_section_that_is_there()
    {
        var sections = Heading().Matches(File.ReadAllText(Repository.PathOf("docs", "operations.md")))
            .Select(heading => heading.Groups["text"].Value.ToLowerInvariant().Replace(' ', '-'))
            .ToHashSet(StringComparer.Ordinal);
        var alarms = Alarm().Matches(Alerts);
        Assert.Equal(Regex.Count(Alerts, "- alert: "), alarms.Count);
        Assert.All(alarms, alarm => Assert.Contains(alarm.Groups["section"].Value, sections));
        var tested = File.ReadAllText(Path.Combine(Folder, "alerts.test.yml"));
        Assert.All(alarms, alarm => Assert.Matches($@"alertname: {alarm.Groups["name"].Value}\n\s+exp_alerts:\n", tested));
    }

    [PromtoolFact]
    public async Task Promtool_takes_the_rules_and_their_tests_pass()
    {
        Assert.Contains("SUCCESS", await Npm.RunAsync(Promtool, ["check", "rules", "alerts.yml"], Folder), StringComparison.Ordinal);
        Assert.Contains("SUCCESS", await Npm.RunAsync(Promtool, ["test", "rules", "alerts.test.yml"], Folder), StringComparison.Ordinal);
    }

    /// <summary>The framework's own names break rules of Prometheus, and are not ours to change.</summary>
    [PromtoolFact]
    public async Task Promtool_finds_nothing_wrong_with_metrics_of_ours()
    {
        var ours = measured.Shown.Text.Split('\n').Where(line => line.StartsWith("deliveryotp_", StringComparison.Ordinal) || line.Contains(" deliveryotp_", StringComparison.Ordinal));
        Assert.Empty(await Npm.RunAsync(Promtool, ["check", "metrics"], Folder, string.Join('\n', ours) + "\n"));
    }

    [PromtoolFact]
    public async Task Promtool_takes_every_expression_of_the_dashboard()
    {
        var rules = Targets().Select((target, n) => new JsonObject
        {
            ["record"] = $"panel_{n}",
            ["expr"] = target.Text("expr").Replace("$__rate_interval", "5m", StringComparison.Ordinal).Replace("$__range", "6h", StringComparison.Ordinal),
        });
        var file = new JsonObject { ["groups"] = new JsonArray(new JsonObject { ["name"] = "dashboard", ["rules"] = new JsonArray([.. rules]) }) };
        var folder = Directory.CreateTempSubdirectory("promtool");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "rules.yml"), file.ToJsonString());
            Assert.Contains("SUCCESS", await Npm.RunAsync(Promtool, ["check", "rules", "rules.yml"], folder.FullName), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The proof that these tests can fail.</summary>
    [Theory]
    [InlineData("sum by (outcome) (rate(deliveryotp_attempts_total{job=\"$job\"}[$__rate_interval]))", "deliveryotp_attempts_total")]
    [InlineData("a_total / on (job, instance) b_total > 0.5 and absent(up)", "a_total b_total up")]
    public void Names_are_told_from_the_rest_of_an_expression(string expression, string names) => Assert.Equal(names, string.Join(' ', NamesIn(expression)));

    private void AssertKnown(IEnumerable<string> expressions)
    {
        var documented = MetricsDocumentTests.Documented().Select(row => row.Name).ToHashSet(StringComparer.Ordinal);
        var known = measured.Shown.Types.Keys.Where(documented.Contains).Append(Up)
            .SelectMany(name => new[] { name, $"{name}_bucket", $"{name}_sum", $"{name}_count" })
            .ToHashSet(StringComparer.Ordinal);
        var asked = expressions.SelectMany(NamesIn).ToArray();
        Assert.True(asked.Length > 15);
        Assert.Equal([], asked.Where(name => !known.Contains(name)).Distinct(StringComparer.Ordinal));
    }

    private static IEnumerable<string> NamesIn(string expression) => Identifier()
        .Matches(NotAName().Replace(expression, " "))
        .Select(name => name.Value)
        .Except(Words, StringComparer.Ordinal);

    private static IEnumerable<JsonObject> Panels() => Dashboard["panels"]!.AsArray().Select(panel => panel!.AsObject());

    private static IEnumerable<JsonObject> Targets() => Panels().SelectMany(panel => panel["targets"]?.AsArray() ?? []).Select(target => target!.AsObject());

    private static bool Overlap(JsonNode one, JsonNode other)
    {
        int Of(JsonNode place, string side) => place[side]!.GetValue<int>();
        return Of(one, "x") < Of(other, "x") + Of(other, "w") && Of(other, "x") < Of(one, "x") + Of(one, "w")
            && Of(one, "y") < Of(other, "y") + Of(other, "h") && Of(other, "y") < Of(one, "y") + Of(one, "h");
    }

    /// <summary>Selectors, ranges, groupings.</summary>
    [GeneratedRegex(@"\{(""[^""]*""|[^}""])*\}|\[[^\]]*\]|\b(by|on) \([^)]*\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotAName();

    [GeneratedRegex(@"\b[a-z_]\w*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identifier();

    /// <summary>In the line itself, or in the deeper ones behind it.</summary>
    [GeneratedRegex(@"^ {8}expr: (\|\n)?(?<expr>.*(\n {10}.*)*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Expressions();

    [GeneratedRegex(@"- alert: (?<name>\w+)\n( {8}.*\n)+? {8}annotations:\n {10}summary: "".+""\n {10}description: "".+ See docs/operations\.md#(?<section>[a-z0-9-]+)""\n", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Alarm();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    private sealed class PromtoolFactAttribute : FactAttribute
    {
        public PromtoolFactAttribute() => Skip = IsThere() ? null : "promtool is not installed: it is in Debian's package prometheus.";

        private static bool IsThere() => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, Promtool)));
    }
}
