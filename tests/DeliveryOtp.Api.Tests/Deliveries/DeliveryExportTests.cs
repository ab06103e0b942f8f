using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.AuditTrail;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Deliveries;

/// <summary>The whole list at once.</summary>
public sealed class DeliveryExportTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task Csv_and_ndjson_hold_every_delivery_newest_first()
    {
        var tenant = await service.NewTenantAsync();
        var other = await service.NewTenantAsync();
        await other.IssueAsync();
        List<Guid> issued = [];
        for (var n = 0; n < 7; n++)
        {
            issued.Add((await tenant.IssueAsync(new { metadata = new { depot = $"Zürich \"{n}\"" } })).Id);
            service.Clock.Advance(TimeSpan.FromMilliseconds(2));
        }

        issued.Reverse();
        using var csv = await StreamAsync(tenant.Retailer, "text/csv");
        Assert.Matches("^attachment; filename=\"deliveries-[0-9]{8}T[0-9]{6}Z.csv\"$", csv.Content.Headers.ContentDisposition!.ToString());
        var records = CsvRecords.Parse(await csv.Content.ReadAsStringAsync());
        var (idAt, metadataAt) = (records[0].IndexOf("id"), records[0].IndexOf("metadata"));
        Assert.Equal(issued.Select(id => id.ToString()), records.Skip(1).Select(record => record[idAt]));
        Assert.Equal("""{"depot":"Zürich \"6\""}""", records[1][metadataAt]);

        using var lines = await StreamAsync(tenant.Retailer, "application/x-ndjson");
        var items = (await lines.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToArray();
        var page = await (await tenant.Retailer.GetAsync("/v1/deliveries")).JsonAsync();
        Assert.Equal(page["data"]!.AsArray().Select(item => item!.ToJsonString()), items.Select(item => item.ToJsonString()));
    }

    /// <summary>One page of a stream is 500 rows.</summary>
    [Fact]
    public async Task Pages_join_without_a_gap()
    {
        var tenant = await service.NewTenantAsync();
        var issued = new List<Issued>();
        foreach (var some in Enumerable.Range(0, 1_010).Chunk(32))
            issued.AddRange(await Task.WhenAll(some.Select(_ => tenant.IssueAsync())));
        using var lines = await StreamAsync(tenant.Retailer, "application/x-ndjson");
        var ids = (await lines.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!["id"]!.GetValue<Guid>()).ToArray();
        Assert.Equal(issued.Select(one => one.Id).OrderDescending(), ids);
    }

    [Fact]
    public async Task Filters_hold_and_a_page_is_refused()
    {
        var tenant = await service.NewTenantAsync();
        var held = await tenant.IssueAsync();
        await tenant.IssueAsync();
        await (await tenant.Retailer.PostAsync($"/v1/deliveries/{held.Id}/holds", new { reason = "=cmd()" })).JsonAsync();
        using var csv = await StreamAsync(tenant.Retailer, "text/csv", "?status=held&status=locked");
        Assert.Equal(held.Id.ToString(), CsvRecords.Parse(await csv.Content.ReadAsStringAsync())[1][0]);
        using var refused = await StreamAsync(tenant.Retailer, "text/csv", "?limit=5");
        var problem = await refused.ProblemAsync(400, "validation");
        Assert.NotNull(problem["errors"]!["limit"]);
    }

    [Fact]
    public async Task What_support_takes_away_is_on_record_with_the_number_of_rows()
    {
        var tenant = await service.NewTenantAsync();
        await tenant.IssueAsync();
        await tenant.IssueAsync();
        using var csv = await StreamAsync(tenant.Support, "text/csv");
        await csv.Content.ReadAsStringAsync();
        await Eventually.AsyncTrue(async () => await service.Database.ScalarAsync<string>(
            $"select string_agg(concat_ws(' ', resource, coalesce(rows_returned::text, 'begun')), ', ' order by rows_returned nulls first) from deliveryotp.access_log where retailer_id = '{tenant.Id}'")
            is "deliveries begun, deliveries 2");
    }

    private static async Task<HttpResponseMessage> StreamAsync(HttpClient client, string type, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/deliveries{query}");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        return await client.SendAsync(request);
    }
}
