using Microsoft.Playwright;

namespace DeliveryOtp.Browser.Tests;

/// <summary>The system's own Chromium; nothing is downloaded.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser _browser = null!;

    public async Task InitializeAsync()
    {
        var executable = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";
        Assert.True(
            File.Exists(executable),
            $"There is no Chromium at {executable}. Install it (Debian: apt-get install chromium) or set CHROMIUM to its path.");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = Arguments });
    }

    /// <summary>A page of its own context, and everything it complains about: errors, failed requests, policy violations.</summary>
    /// <param name="width">CSS pixels; below 600 as on a phone.</param>
    /// <param name="isDark">The system's colours.</param>
    /// <param name="height">CSS pixels.</param>
    /// <param name="hasScripts">False: a browser that runs none.</param>
    /// <param name="locale">BCP 47: what the browser says it would like to read.</param>
    public async Task<(IPage Page, List<string> Complaints)> OpenAsync(
        int width,
        bool isDark = false,
        int height = 844,
        bool hasScripts = true,
        string locale = "en-GB")
    {
        // As on a phone, the scroll bar of a narrow page takes no room.
        var context = await _browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            IsMobile = width < 600,
            HasTouch = width < 600,
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = hasScripts,
            Locale = locale,
        });
        return await OpenAsync(context);
    }

    /// <summary>One more page of a browser: another tab.</summary>
    public static async Task<(IPage Page, List<string> Complaints)> OpenAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        List<string> complaints = [];
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => complaints.Add(error);
        page.RequestFailed += (_, request) => complaints.Add($"{request.Url}: {request.Failure}");
        return (page, complaints);
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
