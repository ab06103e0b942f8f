using System.Text.Json;
using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Playwright;

namespace DeliveryOtp.Browser.Tests;

/// <summary>The npm package <c>axe-core</c>: somebody else's idea of what everybody can use.</summary>
internal static class Axe
{
    private const string Package = "axe-core@4.14.1";

    private static readonly Lazy<Task<string>> Source = new(InstallAsync);

    /// <summary>WCAG 2.2 AA and best practice hold, on the page as it is.</summary>
    public static async Task AssertCleanAsync(IPage page, string where)
    {
        await page.EvaluateAsync(await Source.Value);
        var found = await page.EvaluateAsync<JsonElement>(
            """
            () => axe.run(document, {
              runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
              resultTypes: ["violations"],
            }).then(result => result.violations.map(violation =>
              `${violation.id}: ${violation.help}: ${violation.nodes.slice(0, 5).map(node => node.html.slice(0, 200)).join(" | ")}`))
            """);
        Assert.True(found.GetArrayLength() == 0, $"{where}: {found}");
    }

    private static async Task<string> InstallAsync()
    {
        var home = Path.Combine(AppContext.BaseDirectory, "axe");
        await Npm.InstallAsync(home, Package);
        return await File.ReadAllTextAsync(Path.Combine(home, "node_modules", "axe-core", "axe.min.js"));
    }
}
