using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Browser.Tests.Recipient;

/// <summary>One delivery: what the courier does in the background, and the pages that its recipient has open.</summary>
internal sealed class HandOver(Door door, Issued issued, HttpClient courier)
{
    public Issued Issued => issued;

    public Task<RecipientPage> OpenAsync(int width = 390, bool isDark = false, int height = 844, string? language = null) =>
        RecipientPage.OpenAsync(door, issued.Link!, width, isDark, height, language);

    /// <summary>In the courier's next visit.</summary>
    public async Task ArriveAsync()
    {
        using var answer = await PersistAsync(key => courier.ArriveAsync(issued.Id, key: key));
        Assert.Equal("opened", (await answer.JsonAsync()).Text("outcome"));
    }

    /// <summary>The outcome of an attempt, at the door or four kilometres away.</summary>
    public async Task<string> AttemptAsync(string code, bool isAway = false)
    {
        using var answer = await PersistAsync(key => courier.AttemptAsync(issued.Id, code, key: key, change: body =>
        {
            if (isAway)
                body["location"]!["latitude"] = 48.9;
        }));
        Assert.Equal(201, (int)answer.StatusCode);
        return (await answer.JsonAsync()).Text("outcome");
    }

    /// <summary>Whatever becomes of it: a flood is cut off at some point (R13).</summary>
    public async Task TryAsync(string code)
    {
        using var answer = await courier.AttemptAsync(issued.Id, code);
    }

    /// <summary>What the retailer orders: a hold, a cancellation, another code.</summary>
    public async Task OrderAsync(string command)
    {
        var retailer = door.Tenant.Retailer;
        using var answer = await PersistAsync(key => retailer.PostAsync($"/v1/deliveries/{issued.Id}/{command}", command == "codes" ? new { } : new { reason = "because of the test" }, key));
        await answer.JsonAsync();
    }

    /// <summary>A busy machine may say that it can't right now; then its client comes back with the same key.</summary>
    private static async Task<HttpResponseMessage> PersistAsync(Func<string, Task<HttpResponseMessage>> send)
    {
        var key = Guid.NewGuid().ToString();
        var answer = await send(key);
        for (var triesLeft = 3; triesLeft > 0 && answer.StatusCode == System.Net.HttpStatusCode.ServiceUnavailable; triesLeft--)
        {
            answer.Dispose();
            await Task.Delay(1000);
            answer = await send(key);
        }

        return answer;
    }

    /// <summary>By the journal.</summary>
    public async Task<bool> HasHappenedAsync(string kind)
    {
        using var answer = await door.Tenant.Retailer.GetAsync($"/v1/deliveries/{issued.Id}/timeline");
        return (await answer.JsonAsync())["data"]!.AsArray().Any(entry => entry!["kind"]!.GetValue<string>() == kind);
    }

    /// <summary>A page whose code is shown, and the digits on it.</summary>
    public async Task<(RecipientPage Page, string Digits)> ShowAsync(int width = 390, int height = 844, string? language = null)
    {
        await ArriveAsync();
        var page = await OpenAsync(width, height: height, language: language);
        await page.TapAsync("reveal");
        await page.IsAsync("shown", "lapsing");
        return (page, await page.DigitsAsync());
    }
}
