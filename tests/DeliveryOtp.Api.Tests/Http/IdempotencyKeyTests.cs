using System.Text;
using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Http;

/// <summary>The Idempotency-Key header, as it is written and as it is not.</summary>
public sealed class IdempotencyKeyTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task Attempt_without_a_key_is_400()
    {
        var (courier, issued) = await ArrangeAsync();
        var response = await courier.PostAsync($"/v1/deliveries/{issued.Id}/attempts", Body(issued));
        await response.ProblemAsync(400, "idempotency_key_required");
    }

    [Theory]
    [InlineData("65")]
    [InlineData("blank")]
    [InlineData("space")]
    [InlineData("non-ASCII")]
    [InlineData("two")]
    [InlineData("quotes only")]
    public async Task Malformed_key_is_400_and_names_the_header(string what)
    {
        var (courier, issued) = await ArrangeAsync();
        string[] values = what switch
        {
            "65" => [new string('k', 65)],
            "blank" => [""],
            "space" => ["a b"],
            "non-ASCII" => ["schlüssel"],
            "two" => ["one", "two"],
            _ => ["\"\""],
        };
        using var client = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(service.BaseUrl, $"/v1/deliveries/{issued.Id}/attempts"))
        {
            Content = new StringContent(Body(issued).ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = courier.DefaultRequestHeaders.Authorization;
        foreach (var value in values)
            Assert.True(request.Headers.TryAddWithoutValidation("Idempotency-Key", value));
        var problem = await (await client.SendAsync(request)).ProblemAsync(400, "validation");
        Assert.NotNull(problem["errors"]!["Idempotency-Key"]);
    }

    [Fact]
    public async Task Quoted_key_equals_the_unquoted_one()
    {
        var (courier, issued) = await ArrangeAsync();
        var key = Guid.NewGuid().ToString();
        var body = Body(issued);
        var first = await courier.PostAsync($"/v1/deliveries/{issued.Id}/attempts", body, key);
        var again = await courier.PostAsync($"/v1/deliveries/{issued.Id}/attempts", body, $"\"{key}\"");
        Assert.Equal(201, (int)first.StatusCode);
        Assert.Equal(200, (int)again.StatusCode);
        Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotency-Replayed")));
        Assert.Equal((await first.JsonAsync()).Text("id"), (await again.JsonAsync()).Text("id"));
    }

    [Fact]
    public async Task Key_of_64_characters_is_good_and_another_request_with_it_is_422()
    {
        var (courier, issued) = await ArrangeAsync();
        var key = new string('k', 64);
        Assert.Equal(201, (int)(await courier.AttemptAsync(issued.Id, issued.WrongCode(), key: key)).StatusCode);
        await (await courier.AttemptAsync(issued.Id, issued.WrongCode(2), key: key)).ProblemAsync(422, "idempotency_key_reused");
    }

    private static JsonObject Body(Issued issued) =>
        HttpExtensions.AttemptBody(issued.WrongCode(), TimeProvider.System.GetUtcNow());

    private async Task<(HttpClient Courier, Issued Issued)> ArrangeAsync()
    {
        var tenant = await service.NewTenantAsync();
        return (await tenant.CourierAsync(), await tenant.IssueAsync());
    }
}
