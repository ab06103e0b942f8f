using Microsoft.Playwright;

namespace DeliveryOtp.Browser.Tests;

/// <summary>Pictures of the pages, below <c>artifacts/screens</c>, for people to look at.</summary>
internal static class Screens
{
    private static readonly string Root = Path.Combine(RepositoryRoot(), "artifacts", "screens");

    /// <param name="page">As it is.</param>
    /// <param name="name">Such as <c>console/attempts-390</c>.</param>
    /// <param name="isWhole">All of it, not only what the window shows.</param>
    public static async Task ShootAsync(IPage page, string name, bool isWhole = false)
    {
        var path = Path.Combine(Root, $"{name}.png");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await page.ScreenshotAsync(new() { Path = path, FullPage = isWhole });
    }

    /// <summary>Nothing is wider than the window.</summary>
    public static async Task AssertFitsAsync(IPage page, string where)
    {
        // A phone's window grows with what is too wide for it, so it is the one that was asked for.
        var excess = await page.EvaluateAsync<int>("document.documentElement.scrollWidth") - page.ViewportSize!.Width;
        Assert.True(excess <= 0, $"{where}: the page is {excess} px wider than the window");
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "DeliveryOtp.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("There is no DeliveryOtp.sln above the tests.");
        return folder.FullName;
    }
}
