using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Architecture;

/// <summary>What the documents name is there: the code that the guides explain, the operations that the story calls.</summary>
public sealed partial class GuideTests
{
    private static readonly string[] Guides = ["ARCHITECTURE.md", "CONTRIBUTING.md"];

    private static readonly HashSet<string> CodeWords = new(
        new[] { "src", "tests" }
            .SelectMany(Repository.FilesBelow)
            .Where(file => Path.GetExtension(file) == ".cs")
            .SelectMany(file => Word().Matches(File.ReadAllText(file)).Select(word => word.Value)),
        StringComparer.Ordinal);

    [Fact]
    public void What_a_guide_names_is_in_the_code() => Assert.Empty(Guides.SelectMany(guide =>
        UnknownNames(File.ReadAllText(Repository.PathOf(guide))).Select(name => $"{guide}: {name}")));

    [Fact]
    public void Every_request_of_the_story_is_an_operation()
    {
        var operations = JsonNode.Parse(File.ReadAllText(Repository.PathOf("docs", "openapi.json")))!["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {Hole().Replace(path.Key, "{}")}"))
            .ToHashSet(StringComparer.Ordinal);
        var requests = Request().Matches(File.ReadAllText(Repository.PathOf("docs", "deliveryotp.http")))
            .Select(request => $"{request.Groups["method"].Value} {Hole().Replace(request.Groups["path"].Value, "{}")}")
            .ToArray();
        Assert.True(requests.Length > 10);
        Assert.Empty(requests.Except(operations, StringComparer.Ordinal));
    }

    /// <summary>The proof that these tests can fail.</summary>
    [Fact]
    public void What_is_not_there_is_found() => Assert.Equal(
        ["src/Nothing.cs", "Delivery.Tele" + "port"],
        UnknownNames("`src/DeliveryOtp.Api/` `src/Nothing.cs` `Delivery.Confirm` `Delivery.Tele" + "port` `POST`"));

    private static IEnumerable<string> UnknownNames(string text) => Code().Matches(text)
        .Select(code => code.Value.Trim('`'))
        .Where(code => IsPath(code) ? !Path.Exists(Repository.PathOf(code)) : TypeOrMember().IsMatch(code) && !code.Split('.').All(CodeWords.Contains));

    private static bool IsPath(string code) => code.StartsWith("src/", StringComparison.Ordinal) || code.StartsWith("tests/", StringComparison.Ordinal);

    [GeneratedRegex(@"`[^`\n]+`", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();

    /// <summary><c>Delivery</c> or <c>Delivery.Confirm</c>, and neither <c>POST</c> nor <c>R3</c>.</summary>
    [GeneratedRegex(@"^[A-Z][a-z]\w*(\.[A-Z]\w+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypeOrMember();

    [GeneratedRegex(@"\w+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"^(?<method>GET|POST|PUT|DELETE) \{\{baseUrl\}\}(?<path>/[^?\s]*)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Request();

    /// <summary>A variable in a path.</summary>
    [GeneratedRegex(@"\{+[^}]+\}+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hole();
}
