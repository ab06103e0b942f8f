using System.Net.Http.Headers;
using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace DeliveryOtp.Api.Tests.Http;

/// <summary>Pages of other origins: those that the operator names, and nobody where none is named.</summary>
public sealed class CrossOriginTests
{
    private const string Courier = "https://courier.example";

    [Fact]
    public async Task A_preflight_is_answered_and_may_be_kept()
    {
        await using var service = await StartAsync($"{Courier}, https://shop.example:8443");
        using var client = new HttpClient { BaseAddress = service.BaseUrl };
        using var request = Preflight("/v1/deliveries/01930f6e-7c1a-7b3e-9a55-0d6f3c1f2a41/attempts", Courier);
        using var answer = await client.SendAsync(request);
        Assert.Equal(204, (int)answer.StatusCode);
        Assert.Equal(Courier, One(answer, "Access-Control-Allow-Origin"));
        Assert.Equal("7200", One(answer, "Access-Control-Max-Age"));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
        Assert.Equal(["DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"], Names(answer, "Access-Control-Allow-Methods"));
        Assert.Equal(
            ["authorization", "content-encoding", "content-type", "idempotency-key", "last-event-id"],
            Names(answer, "Access-Control-Allow-Headers").Select(name => name.ToLowerInvariant()));
    }

    [Theory]
    [InlineData("/v1/policy", 200)]
    [InlineData("/v1/deliveries?limit=0", 400)]
    [InlineData("/v1/retailers", 405)]
    [InlineData("/v1/nothing", 404)]
    [InlineData("/v1/tracking", 403)]
    [InlineData("/faults/bug", 500)]
    [InlineData("/faults/database", 503)]
    public async Task Every_answer_may_be_read_by_the_page_problems_too(string path, int status)
    {
        await using var service = await StartAsync(Courier);
        var tenant = await service.NewTenantAsync();
        using var client = new HttpClient { BaseAddress = service.BaseUrl };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tenant.RetailerKey);
        client.DefaultRequestHeaders.Add("Origin", Courier);
        using var answer = await client.GetAsync(path);
        Assert.Equal(status, (int)answer.StatusCode);
        AssertReadable(answer);
    }

    [Fact]
    public async Task A_401_and_a_429_may_be_read_by_the_page()
    {
        await using var service = await StartAsync(Courier);
        using var client = new HttpClient { BaseAddress = service.BaseUrl };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "nonsense");
        client.DefaultRequestHeaders.Add("Origin", Courier);
        for (var i = 0; i < 20; i++)
        {
            using var refused = await client.GetAsync("/v1/policy");
            Assert.Equal(401, (int)refused.StatusCode);
            AssertReadable(refused);
        }

        using var throttled = await client.GetAsync("/v1/policy");
        Assert.Equal(429, (int)throttled.StatusCode);
        AssertReadable(throttled);
    }

    [Theory]
    [InlineData(Courier, "https://stranger.example")]
    [InlineData(Courier, "http://courier.example")]
    [InlineData(Courier, "https://courier.example.org")]
    [InlineData(Courier, "null")]
    [InlineData("", Courier)]
    [InlineData(null, Courier)]
    public async Task Whoever_is_not_named_gets_no_header(string? origins, string origin)
    {
        await using var service = await StartAsync(origins);
        using var client = new HttpClient { BaseAddress = service.BaseUrl };
        using var request = Preflight("/v1/policy", origin);
        using var preflight = await client.SendAsync(request);
        client.DefaultRequestHeaders.Add("Origin", origin);
        using var answer = await client.GetAsync("/v1/policy");
        foreach (var response in new[] { preflight, answer })
            Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task All_may_be_named_and_still_no_credentials()
    {
        await using var service = await StartAsync("*");
        using var client = new HttpClient { BaseAddress = service.BaseUrl };
        client.DefaultRequestHeaders.Add("Origin", Courier);
        using var answer = await client.GetAsync("/v1/policy");
        Assert.Equal("*", One(answer, "Access-Control-Allow-Origin"));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    private static void AssertReadable(HttpResponseMessage answer)
    {
        Assert.Equal(Courier, One(answer, "Access-Control-Allow-Origin"));
        Assert.Equal(
            ["Idempotency-Replayed", "Location", "RateLimit", "RateLimit-Policy", "Retry-After", "WWW-Authenticate"],
            Names(answer, "Access-Control-Expose-Headers"));
    }

    private static string One(HttpResponseMessage answer, string header) => Assert.Single(answer.Headers.GetValues(header));

    private static IEnumerable<string> Names(HttpResponseMessage answer, string header) =>
        One(answer, header).Split(',').Order(StringComparer.Ordinal);

    private static HttpRequestMessage Preflight(string path, string origin) => new(HttpMethod.Options, path)
    {
        Headers =
        {
            { "Origin", origin },
            { "Access-Control-Request-Method", "POST" },
            { "Access-Control-Request-Headers", "authorization,content-type,idempotency-key" },
        },
    };

    private static async Task<Service> StartAsync(string? origins)
    {
        var service = new Service
        {
            ConfigureServices = services => services.AddControllers().AddApplicationPart(typeof(FaultsController).Assembly),
        };
        if (origins is not null)
            service.Settings["DeliveryOtp:Cors:Origins"] = origins;
        await service.InitializeAsync();
        return service;
    }
}
