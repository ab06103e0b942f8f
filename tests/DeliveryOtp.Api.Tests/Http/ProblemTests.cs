using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace DeliveryOtp.Api.Tests.Http;

/// <summary>Every failure is a problem (RFC 9457), the framework's own included, and tells nothing of the inside.</summary>
public sealed class ProblemTests : IAsyncLifetime
{
    private readonly Service _service = new()
    {
        ConfigureServices = services => services.AddControllers().AddApplicationPart(typeof(FaultsController).Assembly),
    };

    private Tenant _tenant = null!;

    public async Task InitializeAsync()
    {
        await _service.InitializeAsync();
        _tenant = await _service.NewTenantAsync();
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData("/v1/nothing")]
    [InlineData("/nothing")]
    [InlineData("/v1/deliveries/not-a-uuid")]
    [InlineData("/v1/deliveries/01930f6e-7c1a-7b3e-9a55-0d6f3c1f2a41")]
    [InlineData("/problems/nothing")]
    public async Task Unknown_things_are_404(string path) =>
        await (await _tenant.Retailer.GetAsync(path)).ProblemAsync(404, "not_found");

    [Fact]
    public async Task Unknown_method_is_405_and_says_which_are_known()
    {
        var response = await _tenant.Retailer.DeleteAsync("/v1/deliveries");
        await response.ProblemAsync(405, "method_not_allowed");
        Assert.Equal(["GET", "HEAD", "POST"], response.Content.Headers.Allow.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task No_credential_is_401()
    {
        using var nobody = Tenant.ClientOf(_service.BaseUrl, credential: null);
        var response = await nobody.GetAsync("/v1/deliveries");
        await response.ProblemAsync(401, "unauthenticated");
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task Other_media_type_is_415()
    {
        using var content = new StringContent("<order/>", Encoding.UTF8, "application/xml");
        await (await _tenant.Retailer.PostAsync("/v1/deliveries", content)).ProblemAsync(415, "unsupported_media_type");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_of_33_KiB_is_413(bool isChunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/deliveries")
        {
            Content = new StringContent($$"""{"order_id":"{{new string('1', 33 * 1024)}}"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = isChunked;
        await (await _tenant.Retailer.SendAsync(request)).ProblemAsync(413, "payload_too_large");
    }

    [Theory]
    [InlineData("/faults/bug", 500, "internal_error")]
    [InlineData("/faults/database", 503, "unavailable")]
    [InlineData("/faults/lock", 409, "in_flight")]
    public async Task Faults_tell_nothing_of_the_inside(string path, int status, string name)
    {
        var response = await _tenant.Retailer.GetAsync(path);
        var problem = await response.ProblemAsync(status, name);
        MalformedRequestTests.AssertNoInternals(problem);
        Assert.DoesNotContain("042917", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}$", problem.Text("trace_id"));
        Assert.Equal(status != 500, response.Headers.RetryAfter is not null);
    }

    [Fact]
    public async Task An_error_is_a_problem_whatever_the_client_accepts()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/deliveries?limit=0");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        await (await _tenant.Retailer.SendAsync(request)).ProblemAsync(400, "validation");
    }

    [Theory]
    [InlineData("/v1/deliveries")]
    [InlineData("/v1/nothing")]
    [InlineData("/v1/deliveries?limit=0")]
    public async Task Answers_have_security_headers_are_not_stored_and_name_no_server(string path)
    {
        var response = await _tenant.Retailer.GetAsync(path);
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", Assert.Single(response.Headers.GetValues("X-Frame-Options")));
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.Contains("default-src 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Every_kind_of_problem_in_the_document_has_a_page()
    {
        using var client = new HttpClient { BaseAddress = _service.BaseUrl };
        var list = await client.GetStringAsync("/problems");
        var names = Regex.Matches(list, "href=\"/problems/(?<name>[a-z_]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            .Select(match => match.Groups["name"].Value).ToArray();
        var contract = await ContractHandler.LiveAsync(_service.BaseUrl);
        var documented = contract.Operations.SelectMany(operation => operation.Bodies())
            .SelectMany(body => body.Content["examples"]?.AsObject().Select(example => example.Key) ?? []);
        Assert.Subset(names.ToHashSet(), documented.ToHashSet());
        foreach (var path in names.Select(name => $"/problems/{name}").Append("/problems"))
        {
            var response = await client.GetAsync(path);
            var page = await response.Content.ReadAsStringAsync();
            Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
            Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
            Assert.Contains("name=\"viewport\" content=\"width=device-width", page, StringComparison.Ordinal);
            Assert.Matches("<title>[^<`]+</title>", page);
            Assert.Single(Regex.Matches(page, "<h1>", RegexOptions.None, TimeSpan.FromSeconds(1)));
        }
    }
}
