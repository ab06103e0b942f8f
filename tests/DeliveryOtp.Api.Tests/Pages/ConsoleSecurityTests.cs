using System.Net;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Pages;

/// <summary>Who gets into the console, for how long, and how far.</summary>
public sealed class ConsoleSecurityTests(Service service) : IClassFixture<Service>
{
    private const string Screen = "/console/disputes";

    [Fact]
    public async Task Without_a_sign_in_every_screen_leads_to_it_and_back()
    {
        using var client = new ConsoleClient(service.BaseUrl);
        foreach (var path in (string[])["/console", "/console/attempts?outcome=wrong_code", "/console/deliveries", Screen, $"/console/deliveries/{Guid.NewGuid()}"])
        {
            var answer = await client.GetAsync(path);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.Equal($"/console/sign-in?to={Uri.EscapeDataString(path)}", answer.Headers.Location!.PathAndQuery);
        }
    }

    [Fact]
    public async Task A_form_from_elsewhere_changes_nothing()
    {
        var tenant = await service.NewTenantAsync();
        using var client = await ConsoleClient.SignedInAsync(tenant);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/console/sign-out", token: null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/console/sign-out", token: "forged")).StatusCode);

        // Another session's token is no better, nor is one from before the sign-in.
        using var other = await ConsoleClient.SignedInAsync(await service.NewTenantAsync());
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/console/sign-out", await other.TokenOnAsync(Screen))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Screen)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostAsync("/console/sign-out", await client.TokenOnAsync(Screen))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync(Screen)).StatusCode);
    }

    [Fact]
    public async Task A_session_that_somebody_planted_is_not_the_one_that_is_signed_in()
    {
        using var attacker = await ConsoleClient.SignedInAsync(await service.NewTenantAsync());
        using var victim = new ConsoleClient(service.BaseUrl) { Session = attacker.Session };
        await victim.GetAsync(Screen);
        await victim.SignInAsync((await service.NewTenantAsync()).SupportKey);
        Assert.NotEqual(attacker.Session, victim.Session);
    }

    [Fact]
    public async Task A_revoked_key_ends_its_session_with_the_next_request()
    {
        var tenant = await service.NewTenantAsync();
        using var client = await ConsoleClient.SignedInAsync(tenant);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Screen)).StatusCode);
        var keys = await (await tenant.Retailer.GetAsync("/v1/api-keys")).JsonAsync();
        var support = keys["data"]!.AsArray().Single(key => key!["role"]!.GetValue<string>() == "support")!["id"]!.GetValue<Guid>();
        await tenant.Retailer.DeleteAsync($"/v1/api-keys/{support}");
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync(Screen)).StatusCode);
        Assert.Null(client.Session);
    }

    [Fact]
    public async Task Fifteen_idle_minutes_end_a_session_and_eight_hours_end_any()
    {
        using var client = await ConsoleClient.SignedInAsync(await service.NewTenantAsync());
        for (var minutes = 0; minutes < 8 * 60 - 14; minutes += 14)
        {
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Screen)).StatusCode);
            service.Clock.Advance(TimeSpan.FromMinutes(14));
        }

        service.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync(Screen)).StatusCode);

        using var idle = await ConsoleClient.SignedInAsync(await service.NewTenantAsync());
        service.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(HttpStatusCode.Redirect, (await idle.GetAsync(Screen)).StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/console\\..\\..//evil.example")]
    [InlineData("/v1/attempts")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/console/sign-out")]
    public async Task Nobody_is_led_out_of_the_console_by_a_sign_in(string to)
    {
        using var client = new ConsoleClient(service.BaseUrl);
        var answer = await client.SignInAsync((await service.NewTenantAsync()).SupportKey, to);
        Assert.Equal("/console", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_cookie_of_the_console_opens_nothing_of_the_api()
    {
        var tenant = await service.NewTenantAsync();
        using var client = await ConsoleClient.SignedInAsync(tenant);
        foreach (var path in (string[])["/v1/attempts", "/v1/arrivals", "/v1/deliveries", "/v1/api-keys", "/v1/policy", "/v1/tracking"])
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task An_api_key_in_a_header_opens_nothing_of_the_console()
    {
        var tenant = await service.NewTenantAsync();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = service.BaseUrl };
        http.DefaultRequestHeaders.Authorization = new("Bearer", tenant.SupportKey);
        Assert.Equal(HttpStatusCode.Redirect, (await http.GetAsync(Screen)).StatusCode);
    }

    [Fact]
    public async Task Failed_sign_ins_of_the_console_are_bounded_with_those_of_the_api()
    {
        await using var own = new Service();
        await own.InitializeAsync();
        using var client = new ConsoleClient(own.BaseUrl);
        for (var i = 0; i < 20; i++)
            Assert.Contains("unknown or revoked", await (await client.SignInAsync("dotp_wrong")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("Too many sign-ins", await (await client.SignInAsync("dotp_wrong")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/console/sign-in")]
    [InlineData("/console/nothing-here")]
    [InlineData("/r")]
    [InlineData("/r/plain")]
    public async Task Nobody_frames_a_page_and_nothing_comes_from_elsewhere(string path)
    {
        using var client = new ConsoleClient(service.BaseUrl);
        var headers = (await client.GetAsync(path)).Headers;
        var policy = headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("DENY", headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("no-referrer", headers.GetValues("Referrer-Policy").Single());
    }

    [Fact]
    public async Task What_protects_sessions_is_in_the_database_and_worthless_there()
    {
        using var client = await ConsoleClient.SignedInAsync(await service.NewTenantAsync());
        var stored = await service.Database.ScalarAsync<string>("select string_agg(xml, ' ') from deliveryotp.data_protection_keys");
        Assert.Contains("CodeKeyXmlDecryptor", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", stored, StringComparison.Ordinal);

        // Another replica, or this one after a restart, knows the session.
        using var replica = await ApiProcess.StartAsync(service.Database);
        using var there = new ConsoleClient(replica.BaseUrl) { Session = client.Session };
        await Eventually.AsyncTrue(async () => (await there.GetAsync(Screen)).StatusCode == HttpStatusCode.OK, seconds: 20);
    }
}
