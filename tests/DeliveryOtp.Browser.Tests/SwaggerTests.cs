using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Playwright;

namespace DeliveryOtp.Browser.Tests;

/// <summary>Swagger UI is the first thing that a developer tries: it works with a key from the sandbox, on a phone, too.</summary>
public sealed class SwaggerTests(Service service, Browser browser) : IClassFixture<Service>, IClassFixture<Browser>
{
    private static readonly string Screenshots =
        Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "deliveryotp-screenshots")).FullName;

    [Theory]
    [MemberData(nameof(Sizes.Widths), MemberType = typeof(Sizes))]
    public async Task Signs_in_lists_and_creates(int width)
    {
        var tenant = await service.NewTenantAsync();
        var (page, complaints) = await browser.OpenAsync(width);
        await page.GotoAsync(new Uri(service.BaseUrl, "/swagger").ToString());
        await Shoot(page, width, "start");
        await AuthorizeAsync(page, tenant.RetailerKey);
        await ExecuteAsync(page, "listDeliveries", "200");
        await ExecuteAsync(page, "createDelivery", "201");
        await Shoot(page, width, "created");

        var list = await (await tenant.Retailer.GetAsync("/v1/deliveries")).JsonAsync();
        Assert.Equal("404-1234567-1234567", list["data"]![0]!["order_id"]!.GetValue<string>());
        Assert.Empty(complaints);
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, $"the page is {overflow} px wider than the screen");
    }

    /// <summary>What its forms hold is as old as the page: a key would be a replay, and a fix stale.</summary>
    [Fact]
    public async Task What_is_sent_twice_has_two_keys_and_the_time_of_each()
    {
        var (page, _) = await browser.OpenAsync(width: 1280);
        var sent = new List<(string Key, DateTimeOffset CapturedAt)>();
        page.Request += (_, request) =>
        {
            if (request.Method == "POST")
                sent.Add((request.Headers["idempotency-key"], (DateTimeOffset)JsonNode.Parse(request.PostData!)!["captured_at"]!));
        };
        await page.GotoAsync(new Uri(service.BaseUrl, "/swagger").ToString());
        var operation = page.Locator("[id$='-createAttempt']");
        await operation.Locator(".opblock-summary-control").ClickAsync();
        await operation.Locator(".try-out__btn").ClickAsync();
        await operation.Locator("input[placeholder^='id']").FillAsync(Guid.NewGuid().ToString());
        for (var tries = 0; tries < 2; tries++)
            await page.RunAndWaitForResponseAsync(() => operation.Locator(".execute").ClickAsync(), response => response.Request.Method == "POST");
        Assert.Equal(2, sent.Count);
        Assert.NotEqual(sent[0].Key, sent[1].Key);
        Assert.True(sent[0].CapturedAt < sent[1].CapturedAt);
        Assert.All(sent, visit => Assert.InRange(TimeProvider.System.GetUtcNow() - visit.CapturedAt, TimeSpan.FromSeconds(-1), TimeSpan.FromMinutes(1)));
    }

    [Theory]
    [InlineData("/problems")]
    [InlineData("/problems/validation")]
    public async Task Problem_pages_fit_a_phone(string path)
    {
        var (page, complaints) = await browser.OpenAsync(width: 390);
        await page.GotoAsync(new Uri(service.BaseUrl, path).ToString());
        await Shoot(page, width: 390, path.Replace('/', '-'));
        Assert.Empty(complaints);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 390"));
        Assert.NotEqual("0px", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('main')).paddingLeft"));
    }

    private static async Task AuthorizeAsync(IPage page, string key)
    {
        await page.Locator(".auth-wrapper .btn.authorize").ClickAsync();
        var form = page.Locator(".auth-container", new() { HasText = "api_key" });
        await form.Locator("input").FillAsync(key);
        await form.Locator("button[type=submit]").ClickAsync();
        await page.Locator(".auth-container").First.GetByText("Logout").WaitForAsync();
        await page.Locator(".modal-ux .btn-done").First.ClickAsync();
    }

    private static async Task ExecuteAsync(IPage page, string operationId, string status)
    {
        var operation = page.Locator($"[id$='-{operationId}']");
        await operation.Locator(".opblock-summary-control").ClickAsync();
        await operation.Locator(".try-out__btn").ClickAsync();
        await operation.Locator(".execute").ClickAsync();
        var answer = operation.Locator(".live-responses-table .response .response-col_status");
        await answer.WaitForAsync();
        Assert.StartsWith(status, (await answer.InnerTextAsync()).Trim(), StringComparison.Ordinal);
        await answer.ScrollIntoViewIfNeededAsync();
    }

    private static Task<byte[]> Shoot(IPage page, int width, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, $"swagger-{width}-{name}.png") });
}
