using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace DeliveryOtp.Api.Tests.Http;

/// <summary>R15: what isn't a well-formed request is refused with the member named, touches no try, and is counted.</summary>
public sealed class MalformedRequestTests(Service service) : IClassFixture<Service>
{
    [Theory]
    [InlineData("\"latitude\":48.85663", "\"latitude\":91", "$.location.latitude", "must be between -90 and 90")]
    [InlineData("\"latitude\":48.85663", "\"latitude\":\"48.85663\"", "$.location.latitude", "must be a number, not in quotes")]
    [InlineData("\"latitude\":48.85663", "\"latitude\":1e999", "$.location.latitude", "must be between -90 and 90")]
    [InlineData("\"latitude\":48.85663", "\"latitude\":\"NaN\"", "$.location.latitude", "must be a number, not in quotes")]
    [InlineData("\"latitude\":48.85663", "\"latitude\":null", "$.location.latitude", "is required")]
    [InlineData("\"latitude\":48.85663,", "", "$.location.latitude", "is required")]
    [InlineData("\"latitude\":48.85663", "\"latitude\":NaN", "$", "is not JSON: see line 1, byte ")]
    [InlineData("\"code\":\"042917\"", "\"code\":\"042917\",\"otp\":\"042917\"", "$.otp", "is not a member of this object")]
    [InlineData("\"code\":\"042917\"", "\"Code\":\"042917\"", "$.Code", "is not a member of this object")]
    [InlineData("\"is_mock\":false", "\"is_mock\":false,\"is_mock\":true", "$.location.is_mock", "appears twice")]
    [InlineData("\"id\":\"a3f0c9d2\"", "\"id\":7", "$.device.id", "must be a string")]
    [InlineData("\"id\":\"a3f0c9d2\"", "\"id\":\"a3f0\\u202ec9d2\"", "$.device.id", "must not contain U+202E, which nobody can see")]
    [InlineData("\"code\":\"042917\"", "\"code\":42917", "$.code", "must be a string")]
    [InlineData("\"code\":\"042917\"", "\"code\":\"\\ud800\"", "$.code", "must not contain broken surrogates")]
    [InlineData("\"code\":\"042917\"", "\"code\":\"012345678901234567890123456789012\"", "$.code", "must have at most 32 characters")]
    [InlineData("\"code\":\"042917\"", "\"\\ud800\":\"042917\"", "$", "has a member whose name has a broken surrogate")]
    [InlineData("\"captured_at\":\"2026-11-24T14:02:09Z\"", "\"captured_at\":\"2026-11-24T14:02:09\"", "$.location.captured_at", "must be an RFC 3339 time with an offset, such as 2026-11-24T14:00:00Z")]
    [InlineData("\"captured_at\":\"2026-11-24T14:02:09Z\"", "\"captured_at\":1795528929", "$.location.captured_at", "must be an RFC 3339 time with an offset, such as 2026-11-24T14:00:00Z")]
    [InlineData("\"device\":{", "\"device\":[{", "$", "is not JSON: see line 1, byte ")]
    public async Task R15_Malformed_attempt_names_the_member_and_touches_no_try(string from, string to, string path, string message)
    {
        var tenant = await service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var issued = await tenant.IssueAsync();
        var response = await SendAsync(courier, issued.Id, Attempt.Replace(from, to, StringComparison.Ordinal));
        var problem = await response.ProblemAsync(400, "validation");
        Assert.StartsWith(message, problem["errors"]![path]?[0]!.GetValue<string>() ?? problem.ToJsonString(), StringComparison.Ordinal);
        Assert.Single(problem["errors"]!.AsObject());
        AssertNoInternals(problem);

        var after = await (await tenant.Retailer.GetAsync($"/v1/deliveries/{issued.Id}")).JsonAsync();
        Assert.Equal(3, after["tries_left"]!.GetValue<int>());
        var entries = await service.Database.ScalarAsync<long>($"select count(*) from deliveryotp.journal where delivery_id = '{issued.Id}'");
        Assert.Equal(1, entries);
    }

    [Theory]
    [InlineData("", "$", "a JSON body is required")]
    [InlineData("null", "$", "a JSON body is required")]
    [InlineData("{", "$", "is not JSON: see line 1, byte ")]
    [InlineData("[]", "$", "must be an object")]
    [InlineData("{}", "$.code", "is required")]
    public async Task R15_What_is_no_attempt_at_all_is_400(string body, string path, string message)
    {
        var tenant = await service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var issued = await tenant.IssueAsync();
        var problem = await (await SendAsync(courier, issued.Id, body)).ProblemAsync(400, "validation");
        Assert.StartsWith(message, problem["errors"]![path]![0]!.GetValue<string>(), StringComparison.Ordinal);
        AssertNoInternals(problem);
    }

    [Fact]
    public async Task R15_Malformed_attempts_are_counted()
    {
        long count = 0;
        using var listener = new MeterListener();
        var factory = service.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "deliveryotp.problems" && ReferenceEquals(instrument.Meter.Scope, factory))
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            if (tags.Length == 1 && Equals(tags[0].Value, "validation"))
                Interlocked.Add(ref count, value);
        });
        listener.Start();
        var tenant = await service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var issued = await tenant.IssueAsync();
        await (await SendAsync(courier, issued.Id, "{}")).ProblemAsync(400, "validation");
        Assert.Equal(1, Interlocked.Read(ref count));
    }

    [Fact]
    public async Task Several_mistakes_are_named_at_once()
    {
        var tenant = await service.NewTenantAsync();
        var problem = await (await tenant.Retailer.PostAsync("/v1/deliveries", new { order_id = 1, colour = "red", policy = new { place = "nowhere" } }))
            .ProblemAsync(400, "validation");
        var errors = problem["errors"]!.AsObject();
        Assert.Equal("must be a string", errors["$.order_id"]![0]!.GetValue<string>());
        Assert.Equal("is not a member of this object", errors["$.colour"]![0]!.GetValue<string>());
        Assert.Equal("must be one of enforce, flag", errors["$.policy.place"]![0]!.GetValue<string>());
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("cursor=x", "cursor")]
    [InlineData("status=lost", "status")]
    [InlineData("review=perhaps", "review")]
    [InlineData("from=2026-11-24T14:00:00", "from")]
    public async Task Malformed_queries_name_the_parameter(string query, string parameter)
    {
        var tenant = await service.NewTenantAsync();
        var problem = await (await tenant.Retailer.GetAsync($"/v1/deliveries?{query}")).ProblemAsync(400, "validation");
        Assert.NotNull(problem["errors"]![parameter]);
        AssertNoInternals(problem);
    }

    [Theory]
    [InlineData(null, null, 200)]
    [InlineData("", "application/json", 200)]
    [InlineData("{}", "application/json", 200)]
    [InlineData("{}", "application/json; charset=utf-8", 200)]
    [InlineData("{\"code\":\"123456\"}", "application/json", 400)]
    [InlineData("{}", null, 415)]
    [InlineData("{}", "text/plain", 415)]
    public async Task Codes_take_an_empty_object_or_nothing(string? body, string? contentType, int status)
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/deliveries/{issued.Id}/codes");
        request.Content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (contentType is not null)
            request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        var response = await tenant.Retailer.SendAsync(request);
        Assert.Equal((HttpStatusCode)status, response.StatusCode);
    }

    [Fact]
    public async Task A_byte_order_mark_is_ignored()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        var content = new ByteArrayContent([.. Encoding.UTF8.Preamble, .. "{}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var response = await tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/codes", content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    internal static void AssertNoInternals(JsonObject problem)
    {
        var text = problem.ToJsonString();
        foreach (var leak in new[] { "System.", "DeliveryOtp.", "Npgsql", "Exception", "   at ", "select ", "BytePosition" })
            Assert.DoesNotContain(leak, text, StringComparison.Ordinal);
    }

    private const string Attempt =
        """{"code":"042917","location":{"latitude":48.85663,"longitude":2.35219,"accuracy_m":12.5,"captured_at":"2026-11-24T14:02:09Z","is_mock":false},"device":{"id":"a3f0c9d2","battery_percent":63},"captured_at":"2026-11-24T14:02:10Z"}""";

    private static Task<HttpResponseMessage> SendAsync(HttpClient courier, Guid deliveryId, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/deliveries/{deliveryId}/attempts")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return courier.SendAsync(request);
    }
}
