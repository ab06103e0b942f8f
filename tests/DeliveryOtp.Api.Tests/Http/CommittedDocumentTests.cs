using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Http;

/// <summary>A change of the contract is a diff of <c>docs/openapi.json</c>, which somebody reads.</summary>
public sealed class CommittedDocumentTests(Service service) : IClassFixture<Service>
{
    private const string Server = "http://localhost:5080";
    private const string Variable = "DELIVERYOTP_WRITE_DOCS";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_committed_document_is_the_live_one()
    {
        using var client = new HttpClient { BaseAddress = service.BaseUrl };
        var live = Settled(JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!);
        var path = Repository.PathOf("docs", "openapi.json");
        if (Environment.GetEnvironmentVariable(Variable) is "1")
            await File.WriteAllTextAsync(path, live);
        var committed = await File.ReadAllTextAsync(path);
        Assert.True(live == committed, $"The contract has changed. Write docs/openapi.json anew with {Variable}=1 ./dev test CommittedDocument, and read the diff.\n{FirstDifference(committed, live)}");
    }

    /// <summary>As it is at the sandbox on a certain day.</summary>
    private string Settled(JsonNode document)
    {
        var server = document["servers"]![0]!.DeepClone();
        server["url"] = Server;
        document["servers"] = new JsonArray(server);
        var today = service.Clock.GetUtcNow().UtcDateTime;
        return document.ToJsonString(Indented)
            .Replace(DayOf(today.AddDays(1)), "2026-11-25", StringComparison.Ordinal)
            .Replace(DayOf(today), "2026-11-24", StringComparison.Ordinal) + "\n";
    }

    private static string DayOf(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string FirstDifference(string committed, string live)
    {
        var (before, after) = (committed.Split('\n'), live.Split('\n'));
        var line = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"Line {line + 1}: {before.ElementAtOrDefault(line)?.Trim()} is now {after.ElementAtOrDefault(line)?.Trim()}";
    }
}
