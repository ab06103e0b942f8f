using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Persistence;

/// <summary>The plans that the service's own statements really had, as PostgreSQL itself writes them into its log (auto_explain).</summary>
internal sealed class Plans
{
    private readonly string _log;
    private readonly long _start;

    private Plans(string log, long start) => (_log, _start) = (log, start);

    /// <summary>From now on every statement of new connections to the database is explained.</summary>
    public static async Task SwitchOnAsync(TestDatabase database)
    {
        foreach (var setting in (string[])
            [
                "session_preload_libraries = 'auto_explain'",
                "auto_explain.log_min_duration = 0",
                "auto_explain.log_format = 'json'",
                "auto_explain.log_parameter_max_length = 0",
                "auto_explain.log_level = 'log'",
            ])
        {
            await database.ScalarAsync<string>($"alter role deliveryotp in database {database.Name} set {setting}");
        }
    }

    public static async Task<Plans> SinceNowAsync(TestDatabase database)
    {
        var directory = await database.ScalarAsync<string>("show data_directory");
        var log = Path.Combine(directory!, "server.log");
        return new Plans(log, new FileInfo(log).Length);
    }

    /// <summary>How the statements that contain a text read the tables; each way once.</summary>
    public IReadOnlyList<Reading> Of(string fragment) =>
    [
        .. Entries()
            .Where(entry => entry["Query Text"]!.GetValue<string>().Contains(fragment, StringComparison.Ordinal))
            .SelectMany(entry => ReadingsIn(entry["Plan"]!.AsObject()))
            .Distinct()
            .OrderBy(reading => reading.ToString(), StringComparer.Ordinal),
    ];

    /// <summary>What the statements that contain a text do: <c>Index Scan</c>, <c>Limit</c>, <c>Sort</c>, …</summary>
    public IReadOnlySet<string> StepsOf(string fragment) => Entries()
        .Where(entry => entry["Query Text"]!.GetValue<string>().Contains(fragment, StringComparison.Ordinal))
        .SelectMany(entry => NodesIn(entry["Plan"]!.AsObject()))
        .Select(node => node["Node Type"]!.GetValue<string>())
        .ToHashSet(StringComparer.Ordinal);

    public bool Have(string fragment) =>
        Entries().Any(entry => entry["Query Text"]!.GetValue<string>().Contains(fragment, StringComparison.Ordinal));

    private static IEnumerable<JsonObject> NodesIn(JsonObject node) =>
        (node["Plans"]?.AsArray() ?? []).SelectMany(child => NodesIn(child!.AsObject())).Prepend(node);

    private static IEnumerable<Reading> ReadingsIn(JsonObject node)
    {
        var children = (node["Plans"]?.AsArray() ?? []).SelectMany(child => ReadingsIn(child!.AsObject()));
        var kind = node["Node Type"]!.GetValue<string>();

        // A bitmap heap scan reads what the bitmap index scan below it has found.
        return kind != "Bitmap Heap Scan" && kind.Contains("Scan", StringComparison.Ordinal) && (node["Relation Name"] ?? node["Index Name"]) is not null
            ? children.Prepend(new Reading(
                node["Index Name"]?.GetValue<string>() ?? $"{kind} on {node["Relation Name"]}",
                node["Index Cond"]?.GetValue<string>() ?? string.Empty))
            : children;
    }

    /// <summary>An entry's lines but the first begin with a tab.</summary>
    private List<JsonObject> Entries()
    {
        using var file = new FileStream(_log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = _start;
        using var reader = new StreamReader(file);
        var entries = new List<JsonObject>();
        StringBuilder? plan = null;
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('\t'))
            {
                plan?.AppendLine(line);
                continue;
            }

            Take(plan, entries);
            plan = line.EndsWith(" plan:", StringComparison.Ordinal) ? new StringBuilder() : null;
        }

        Take(plan, entries);
        return entries;
    }

    private static void Take(StringBuilder? plan, List<JsonObject> entries)
    {
        if (plan is not null)
            entries.Add(JsonNode.Parse(plan.ToString())!.AsObject());
    }
}

/// <summary>One way of reading a table: by which index, and under which conditions on its columns.</summary>
internal sealed record Reading(string Index, string Condition)
{
    /// <summary>The columns that the index is entered by, and not those that they are compared with.</summary>
    public IEnumerable<string> Columns => Regex
        .Matches(Condition, @"(?<![\w.""])""?(?<column>[a-z_]+)""?(?= [=<>~])|ROW\((?<column>[a-z_, ]+)\)(?= [<>])", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
        .SelectMany(match => match.Groups["column"].Value.Split(", "))
        .Distinct(StringComparer.Ordinal);

    public override string ToString() => Condition.Length == 0 ? Index : $"{Index} by {string.Join(", ", Columns)}";
}
