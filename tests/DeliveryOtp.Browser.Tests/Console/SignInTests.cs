using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Browser.Tests.Console;

/// <summary>The way into the console, and what becomes of a session.</summary>
public sealed class SignInTests(Service service, Browser browser) : IClassFixture<Service>, IClassFixture<Browser>
{
    [Theory]
    [MemberData(nameof(Sizes.Screens), MemberType = typeof(Sizes))]
    public async Task Shows_what_is_wrong_with_a_key_and_lets_a_good_one_in(int width, bool isDark)
    {
        var tenant = await service.NewTenantAsync();
        var (page, complaints) = await browser.OpenAsync(width, isDark);
        await page.GotoAsync(SignedIn.UrlOf(tenant, "/console/disputes?state=open"));
        await page.FillAsync("#key", tenant.RetailerKey);
        await page.ClickAsync("main button.main");
        Assert.Contains("not a support key", await page.InnerTextAsync("[role=alert]"), StringComparison.Ordinal);
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement.id === 'key'"));
        await Axe.AssertCleanAsync(page, "sign-in");
        await Screens.AssertFitsAsync(page, "sign-in");
        await Screens.ShootAsync(page, $"console/sign-in-{width}");

        await page.FillAsync("#key", tenant.SupportKey);
        await page.ClickAsync("main button.main");
        await page.WaitForURLAsync(SignedIn.UrlOf(tenant, "/console/disputes?state=open"));
        Assert.Equal("desk", await page.InnerTextAsync(".who bdi"));
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task What_was_typed_survives_the_end_of_the_session()
    {
        var tenant = await service.NewTenantAsync();
        var (page, _) = await browser.OpenAsync(tenant, "/console/disputes");
        await page.EvaluateAsync("document.querySelector('main').append(Object.assign(document.createElement('textarea'), { id: 'typed', value: 'half a sentence' }))");
        await page.Clock.InstallAsync();

        // Two minutes before, one click goes on.
        await AdvanceAsync("12:30", 12.5);
        await page.ClickAsync("#session-ends[open] [data-stay]");
        await page.WaitForFunctionAsync("() => !document.querySelector('#session-ends').open");
        await AdvanceAsync("11:00", 11);
        Assert.Equal(0, await page.Locator("dialog[open]").CountAsync());

        await AdvanceAsync("05:00", 5);
        await page.WaitForSelectorAsync("#session-over[open]");
        await page.FillAsync("#session-key", tenant.SupportKey);
        await page.PressAsync("#session-key", "Enter");
        await page.WaitForFunctionAsync("() => !document.querySelector('#session-over').open");
        Assert.Equal("half a sentence", await page.InputValueAsync("#typed"));

        // The form's token is the new session's.
        await page.ClickAsync(".who button");
        await page.WaitForURLAsync(SignedIn.UrlOf(tenant, "/console/sign-in"));

        async Task AdvanceAsync(string here, double minutes)
        {
            service.Clock.Advance(TimeSpan.FromMinutes(minutes));
            await page.Clock.FastForwardAsync(here);
        }
    }
}
