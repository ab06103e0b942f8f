using System.Globalization;
using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Playwright;

namespace DeliveryOtp.Browser.Tests.Console.Oidc;

/// <summary>Sign-in by a real provider: a person with the role comes in under their own name, anybody else gets an explanation.</summary>
public sealed class OidcTests(Browser browser) : IClassFixture<Browser>, IAsyncLifetime
{
    private readonly int _port = ApiProcess.FreePort();
    private readonly Service _service = new();
    private Tenant _tenant = null!;
    private Provider _provider = null!;

    public async Task InitializeAsync()
    {
        const string provider = "DeliveryOtp:Console:Provider";
        const string scheme = "Authentication:Schemes:OpenIdConnect";
        _service.Settings[$"{provider}:Name"] = "Example Help Desk";
        _service.Settings[$"{provider}:RetailerClaim"] = "retailer";
        _service.Settings[$"{scheme}:Authority"] = $"http://localhost:{_port.ToString(CultureInfo.InvariantCulture)}";
        _service.Settings[$"{scheme}:RequireHttpsMetadata"] = "false";
        _service.Settings[$"{scheme}:ClientId"] = "console";
        _service.Settings[$"{scheme}:ClientSecret"] = "a secret of the tests";
        await _service.InitializeAsync();
        _tenant = await _service.NewTenantAsync();
        _provider = await Provider.StartAsync(_port, new Uri(SignedIn.UrlOf(_tenant, "/console/sign-in/oidc/callback")), _tenant.Id);
    }

    [Fact]
    public async Task A_person_with_the_role_signs_in_under_their_own_name()
    {
        var (page, _) = await browser.OpenAsync(width: 1280);
        await page.GotoAsync(SignedIn.UrlOf(_tenant, "/console/sign-in?to=/console/attempts"));
        await SignInAsync(page, "anna");
        await page.WaitForURLAsync(SignedIn.UrlOf(_tenant, "/console/attempts"));
        Assert.Equal("anna of the help desk", await page.InnerTextAsync(".who bdi"));
        Assert.Equal("oidc:anna", await _service.Database.ScalarAsync<string>("select max(actor_id) from deliveryotp.access_log"));

        // What she looked at says so, too.
        var issued = await _tenant.IssueAsync();
        await page.GotoAsync(SignedIn.UrlOf(_tenant, $"/console/deliveries/{issued.Id}"));
        var timeline = await (await _tenant.Retailer.GetAsync($"/v1/deliveries/{issued.Id}/timeline")).JsonAsync();
        Assert.Equal(
            """{"role":"support","id":"oidc:anna","name":"anna of the help desk"}""",
            timeline["data"]!.AsArray().Single(entry => (string?)entry!["kind"] == "viewed")!["actor"]!.ToJsonString());
    }

    [Fact]
    public async Task A_person_without_the_role_is_told_what_is_missing()
    {
        var (page, _) = await browser.OpenAsync(width: 1280);
        await page.GotoAsync(SignedIn.UrlOf(_tenant, "/console/sign-in"));
        await SignInAsync(page, "otto");
        await page.WaitForURLAsync(SignedIn.UrlOf(_tenant, "/console/sign-in/refused"));
        Assert.Contains("not as support", await page.InnerTextAsync("h1"), StringComparison.Ordinal);
        var answer = await page.GotoAsync(SignedIn.UrlOf(_tenant, "/console/attempts"));
        Assert.Contains("/console/sign-in", answer!.Url, StringComparison.Ordinal);
    }

    public async Task DisposeAsync()
    {
        _provider?.Dispose();
        await _service.DisposeAsync();
    }

    private static async Task SignInAsync(IPage page, string person)
    {
        await page.ClickAsync("text=Sign in with Example Help Desk");
        await page.FillAsync("input[name=login]", person);
        await page.FillAsync("input[name=password]", "anything");
        await page.ClickAsync("button[type=submit]");
        await page.ClickAsync("button:has-text('Continue')");
    }
}
