using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Extensions.Logging;

namespace DeliveryOtp.Api.Tests.Operation;

/// <summary>The operator's table of lines, and the code: what is logged, how loud, with which fields.</summary>
public sealed partial class LogDocumentTests
{
    private static readonly string Text = File.ReadAllText(Repository.PathOf("docs", "operations.md"));

    private static readonly LoggerMessageAttribute[] Lines = [.. typeof(ApiController).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
        .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
        .OfType<LoggerMessageAttribute>()];

    [Fact]
    public void Every_line_has_an_event_of_its_own()
    {
        Assert.True(Lines.Length > 20);
        Assert.All(Lines, line => Assert.Matches("^[a-z]+(_[a-z]+)*$", line.EventName));
        Assert.Equal([], Lines.GroupBy(line => line.EventName, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [Fact]
    public void Every_event_is_in_the_document_with_its_level_and_its_fields() => Assert.Equal(
        Lines.Select(line => $"{line.EventName} {LevelOf(line)} {string.Join(' ', FieldsOf(line.Message))}".TrimEnd()).Order(StringComparer.Ordinal),
        Row().Matches(Text).Select(row =>
        {
            var fields = Name().Matches(row.Groups["fields"].Value).Select(field => field.Groups["name"].Value).Order(StringComparer.Ordinal);
            return $"{row.Groups["event"].Value} {row.Groups["level"].Value} {string.Join(' ', fields)}".TrimEnd();
        }).Order(StringComparer.Ordinal));

    /// <summary>The level of a request's line follows from its status.</summary>
    private static string LevelOf(LoggerMessageAttribute line) => line switch
    {
        { EventName: "request_refused" } => "info",
        { EventName: "request_answered" } => "debug",
        _ => line.Level.ToString().ToLowerInvariant(),
    };

    private static IEnumerable<string> FieldsOf(string message) =>
        Hole().Matches(message).Select(hole => JsonNamingPolicy.SnakeCaseLower.ConvertName(hole.Groups["name"].Value)).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^\| `(?<event>[a-z_]+)` \| (?<level>debug|info|warning|error|critical)[^|]*\|[^|]*\|(?<fields>[^|]*)\|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<name>[a-z_]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hole();
}
