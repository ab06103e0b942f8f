using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Playwright;

namespace DeliveryOtp.Browser.Tests.Console;

/// <summary>Support staff at the console.</summary>
internal static class SignedIn
{
    /// <summary>A page that is signed in with the tenant's support key, at a path of the console.</summary>
    public static async Task<(IPage Page, List<string> Complaints)> OpenAsync(
        this Browser browser,
        Tenant tenant,
        string path,
        int width = 1280,
        bool isDark = false,
        bool hasScripts = true)
    {
        var (page, complaints) = await browser.OpenAsync(width, isDark, height: width < 600 ? 844 : 900, hasScripts);
        await SignInAsync(page, tenant, path);
        return (page, complaints);
    }

    public static async Task SignInAsync(IPage page, Tenant tenant, string path)
    {
        await page.GotoAsync(UrlOf(tenant, $"/console/sign-in?to={Uri.EscapeDataString(path)}"));
        await page.FillAsync("#key", tenant.SupportKey);
        await page.ClickAsync("main button.main");
        await page.WaitForURLAsync(UrlOf(tenant, path));
    }

    /// <summary>By the name that browsers keep secure cookies for.</summary>
    public static string UrlOf(Tenant tenant, string path) => $"http://localhost:{tenant.BaseUrl.Port}{path}";
}
