using System.Text;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Http;

/// <summary>R12, row 1: what was asked counts, not how it was spelt.</summary>
public sealed class HonestRetryTests(Service service) : IClassFixture<Service>
{
    private const string First =
        """
        {"code":"not six","location":{"latitude":48.85663,"longitude":2.35219,"accuracy_m":12.5,"captured_at":"2026-11-24T14:02:09Z"},
        "device":{"id":"a3f0"},"captured_at":"2026-11-24T14:02:10.5Z"}
        """;

    [Theory]
    [InlineData("/v1/deliveries/{id}/attempts", First)]
    [InlineData("/V1/Deliveries/{id}/ATTEMPTS", First)]
    [InlineData("/v1/deliveries/{id}/attempts/", First)]
    [InlineData("/v1/deliveries/{ID}/attempts", First)]
    [InlineData("/v1/deliveries/{N}/attempts", First)]
    [InlineData(
        "/v1/deliveries/{id}/attempts",
        """
        { "captured_at": "2026-11-24T15:02:10.500+01:00", "device": { "platform": null, "id": "\u0061\u0033f0" }, "scanned_barcode": null,
          "location": { "captured_at": "2026-11-24T14:02:09.000+00:00", "accuracy_m": 12.50, "longitude": 235219e-5, "latitude": 48.856630, "is_mock": null },
          "code": "not six" }
        """)]
    [InlineData("/v1/deliveries/{id}/attempts", """{"code":"not six","scanned_barcode":"","location":{"latitude":48.85663,"longitude":2.35219,"accuracy_m":12.5,"captured_at":"2026-11-24T14:02:09Z"},"device":{"id":"a3f0"},"captured_at":"2026-11-24T14:02:10.5Z"}""")]
    public async Task R12_another_spelling_is_the_same_request(string path, string body)
    {
        var (courier, issued) = await ArrangeAsync();
        var first = await SendAsync(courier, $"/v1/deliveries/{issued.Id}/attempts", First);
        Assert.Equal(201, (int)first.StatusCode);

        var again = await SendAsync(
            courier,
            path.Replace("{id}", $"{issued.Id}", StringComparison.Ordinal)
                .Replace("{ID}", $"{issued.Id}".ToUpperInvariant(), StringComparison.Ordinal)
                .Replace("{N}", $"{issued.Id:N}", StringComparison.Ordinal),
            body);
        await AssertReplayedAsync(again);
        Assert.Equal((await first.JsonAsync()).Text("id"), (await again.JsonAsync()).Text("id"));
    }

    [Theory]
    [InlineData("12.5", "12.6")]
    [InlineData("not six", "not  six")]
    [InlineData("10.5Z", "10.5+00:01")]
    [InlineData("10.5Z", "10.5000001Z")]
    [InlineData("a3f0", "A3F0")]
    public async Task R12_another_request_is_another_one_and_the_answer_says_why_that_may_be(string from, string to)
    {
        var (courier, issued) = await ArrangeAsync();
        await SendAsync(courier, $"/v1/deliveries/{issued.Id}/attempts", First);
        var problem = await (await SendAsync(courier, $"/v1/deliveries/{issued.Id}/attempts", First.Replace(from, to, StringComparison.Ordinal)))
            .ProblemAsync(422, "idempotency_key_reused");
        Assert.Contains("times that are stamped anew make it another request", problem.Text("detail"), StringComparison.Ordinal);
        Assert.Contains("evidence only", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task R12_no_body_and_an_empty_one_are_the_same_request()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        var path = $"/v1/deliveries/{issued.Id}/codes";
        Assert.Equal(200, (int)(await tenant.Retailer.PostAsync(path, body: null, "reissue-1")).StatusCode);
        await AssertReplayedAsync(await tenant.Retailer.PostAsync(path, new { }, "reissue-1"));
        await AssertReplayedAsync(await SendAsync(tenant.Retailer, path, "null", "reissue-1"));
    }

    [Fact]
    public async Task A_creation_in_another_spelling_is_the_same_request()
    {
        var tenant = await service.NewTenantAsync();
        const string destination = """ "destination":{"latitude":48.85661,"longitude":2.35222,"country":"FR"} """;
        var first = await SendAsync(tenant.Retailer, "/v1/deliveries", $$"""{"order_id":"404-1",{{destination}}}""");
        Assert.Equal(201, (int)first.StatusCode);
        await AssertReplayedAsync(await SendAsync(
            tenant.Retailer,
            "/V1/deliveries/",
            $$"""{ {{destination}}, "recipient": null, "policy": {"place": null}, "courier_id": null, "order_id": "404-1"}"""));
    }

    private async Task<(HttpClient Courier, Issued Issued)> ArrangeAsync()
    {
        var tenant = await service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        return (Plain(courier), await tenant.IssueAsync());
    }

    /// <summary>The contract's client looks paths up as they are documented.</summary>
    private static HttpClient Plain(HttpClient client) => new()
    {
        BaseAddress = client.BaseAddress,
        DefaultRequestHeaders = { Authorization = client.DefaultRequestHeaders.Authorization },
    };

    private static async Task AssertReplayedAsync(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("true", Assert.Single(response.Headers.GetValues("Idempotency-Replayed")));
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string path, string body, string key = "key-1")
    {
        using var plain = Plain(client);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", key);
        return await plain.SendAsync(request);
    }
}
