using System.Net.Http.Headers;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Http;

/// <summary>HEAD wherever there is a GET: the same answer without its body (RFC 9110, 9.3.2).</summary>
public sealed class HeadTests(Service service) : IClassFixture<Service>
{
    /// <summary>Of the transport, or of this one request.</summary>
    private static readonly string[] Own = ["Date", "Transfer-Encoding", "Content-Length"];

    [Theory]
    [InlineData("/v1/deliveries", 200)]
    [InlineData("/v1/deliveries/{id}", 200)]
    [InlineData("/v1/deliveries/{id}/timeline", 200)]
    [InlineData("/v1/deliveries/{id}/doorstep", 403)]
    [InlineData("/v1/attempts", 200)]
    [InlineData("/v1/arrivals", 200)]
    [InlineData("/v1/policy", 200)]
    [InlineData("/v1/api-keys", 200)]
    [InlineData("/v1/outcomes", 200)]
    [InlineData("/v1/deliveries?limit=0", 400)]
    [InlineData("/v1/retailers", 405)]
    [InlineData("/v1/nothing", 404)]
    [InlineData("/v1/tracking", 403)]
    [InlineData("/health", 200)]
    [InlineData("/health/live", 200)]
    [InlineData("/health/ready", 200)]
    [InlineData("/metrics", 200)]
    [InlineData("/openapi/v1.json", 200)]
    [InlineData("/swagger/index.html", 200)]
    [InlineData("/problems", 200)]
    [InlineData("/problems/validation", 200)]
    public async Task HEAD_has_the_status_and_the_headers_of_GET_and_no_body(string path, int status)
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        using var client = Plain(tenant.RetailerKey);
        path = path.Replace("{id}", issued.Id.ToString(), StringComparison.Ordinal);
        using var get = await client.GetAsync(path);
        using var head = await HeadAsync(client, path);
        Assert.Equal((status, status), ((int)get.StatusCode, (int)head.StatusCode));
        Assert.Equal(HeadersOf(get), HeadersOf(head));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_stream_answers_HEAD_with_its_headers_and_takes_no_place()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        using var recipient = Plain(issued.Link!);
        for (var i = 0; i < 7; i++)
        {
            using var head = await HeadAsync(recipient, "/v1/tracking/events");
            Assert.Equal((200, "text/event-stream"), ((int)head.StatusCode, head.Content.Headers.ContentType?.ToString()));
            Assert.Equal(["no"], head.Headers.GetValues("X-Accel-Buffering"));
            Assert.True(head.Headers.CacheControl?.NoStore);
        }

        for (var i = 0; i < 5; i++)
            (await LiveReading.OpenAsync(recipient)).Dispose();
    }

    [Fact]
    public async Task A_look_by_support_is_recorded_whichever_method_it_uses()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        await (await tenant.CourierAsync()).AttemptAsync(issued.Id, issued.WrongCode(), service.Clock.GetUtcNow());
        using var support = Plain(tenant.SupportKey);
        await HeadAsync(support, $"/v1/deliveries/{issued.Id}");
        await HeadAsync(support, "/v1/attempts");
        using var export = await HeadAsync(support, "/v1/attempts", "text/csv");
        Assert.Equal("text/csv", export.Content.Headers.ContentType?.MediaType);
        using var arrivals = await HeadAsync(support, "/v1/arrivals", "application/x-ndjson");
        Assert.Matches("^attachment; filename=\"arrivals-[0-9]{8}T[0-9]{6}Z\\.ndjson\"$", arrivals.Content.Headers.ContentDisposition!.ToString());
        Assert.Equal(1L, await service.Database.ScalarAsync<long>(
            $"select count(*) from deliveryotp.journal where delivery_id = '{issued.Id}' and kind = 'viewed'"));

        // A search that found one, and the beginnings and the ends of two streams that gave out nothing.
        await Eventually.AsyncTrue(async () => await service.Database.ScalarAsync<string>(
            $"select string_agg(coalesce(rows_returned::text, '-'), ' ' order by id) from deliveryotp.access_log where retailer_id = '{tenant.Id}'") == "1 - 0 - 0");
    }

    private HttpClient Plain(string credential) => new()
    {
        BaseAddress = service.BaseUrl,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", credential) },
    };

    private static async Task<HttpResponseMessage> HeadAsync(HttpClient client, string path, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        if (accept is not null)
            request.Headers.Accept.ParseAdd(accept);
        return await client.SendAsync(request);
    }

    private static string[] HeadersOf(HttpResponseMessage response) =>
    [
        .. response.Headers.Concat(response.Content.Headers)
            .Where(header => !Own.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}")
            .Order(StringComparer.Ordinal),
    ];
}
