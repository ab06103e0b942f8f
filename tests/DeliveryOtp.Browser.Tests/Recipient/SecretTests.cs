using System.Globalization;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace DeliveryOtp.Browser.Tests.Recipient;

/// <summary>R2, R20: digits and the link's capability are in the two places where they have to be, and nowhere else; and whatever a retailer writes is text.</summary>
[Collection(TheDoor.Name)]
public sealed class SecretTests(Door door, ITestOutputHelper output)
{
    private const string Hostile = "<img src=x onerror=alert(1)>\"'</script><script>alert(2)</script>{number}";

    [Fact]
    public async Task R20_digits_and_capability_are_in_no_address_storage_title_attribute_referrer_log_or_print()
    {
        var handOver = await door.IssueAsync();
        var (page, digits) = await handOver.ShowAsync();
        await page.TapAsync("keep");
        await page.Page.WaitForTimeoutAsync(300);
        string[] secrets = [digits, handOver.Issued.Link!];
        var places = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["addresses"] = string.Join('\n', page.Requests.Select(request => request.Url.Split('#')[0])),
            ["referrers"] = string.Join('\n', await Task.WhenAll(page.Requests.Select(async request => await request.HeaderValueAsync("referer")))),
            ["storage"] = await page.Page.EvaluateAsync<string>("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state])"),
            ["title"] = await page.Page.TitleAsync(),
            ["attributes"] = await page.Page.EvaluateAsync<string>("[...document.querySelectorAll('*')].flatMap((element) => [...element.attributes].map((attribute) => attribute.value)).join('\\n')"),
            ["log"] = string.Join('\n', door.Service.Log),
        };
        Assert.Equal("[{},{},\"\",null]", places["storage"]);
        await page.Page.EmulateMediaAsync(new() { Media = Media.Print });
        places["print"] = await page.Page.InnerTextAsync("body");
        Assert.Contains("The code is never printed.", places["print"], StringComparison.Ordinal);
        foreach (var (place, content) in places)
            Assert.All(secrets, secret => Assert.False(content.Contains(secret, StringComparison.Ordinal), $"a secret is in the {place}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"check 15: {secrets.Length} secrets in {places.Count} places ({string.Join(", ", places.Keys)}): 0"));
        Assert.Empty(await page.Page.Context.CookiesAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_retailer_writes_is_shown_as_text(bool hasScripts)
    {
        var order = string.Concat(Hostile, new string('W', 128 - Hostile.Length - 9), Guid.NewGuid().ToString("N")[..9]);
        var handOver = await door.IssueAsync(orderId: order, seller: Hostile);
        var (page, complaints) = await door.Browser.OpenAsync(width: 320, hasScripts: hasScripts);
        var dialogs = 0;
        page.Dialog += async (_, dialog) =>
        {
            dialogs++;
            await dialog.DismissAsync();
        };
        List<string> addresses = [];
        page.Request += (_, request) => addresses.Add(request.Url);
        if (hasScripts)
        {
            await page.GotoAsync(new Uri(door.Service.BaseUrl, $"/r#{handOver.Issued.Link}").ToString());
            await page.WaitForFunctionAsync("() => document.documentElement.dataset.state === 'waiting'");
        }
        else
        {
            await PlainPage.OpenAsync(page, door, handOver.Issued.Link!);
        }

        var shown = await page.InnerTextAsync("#order");
        Assert.Contains(order, shown, StringComparison.Ordinal);
        Assert.EndsWith(Hostile, shown, StringComparison.Ordinal);
        await Screens.AssertFitsAsync(page, "hostile");
        await Screens.ShootAsync(page, $"recipient/states/hostile-{(hasScripts ? "live" : "plain")}");
        Assert.Equal(0, dialogs);
        Assert.Empty(hasScripts ? complaints : PlainPage.Worth(complaints));
        Assert.All(addresses, address => Assert.StartsWith(door.Service.BaseUrl.ToString(), address, StringComparison.Ordinal));
        output.WriteLine($"check 16 ({(hasScripts ? "live" : "plain")}): order and seller shown as text; 0 dialogs, 0 requests elsewhere");
    }
}
