using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Browser.Tests.Recipient;

/// <summary>A page in each state that it has, brought there by what really leads there.</summary>
internal static class States
{
    /// <summary>What is looked at in every language, both themes and two widths.</summary>
    public static readonly string[] Main = ["asked", "shown", "wrong", "accepted", "reported"];

    public static readonly IReadOnlyDictionary<string, Func<Door, Task<RecipientPage>>> All =
        new Dictionary<string, Func<Door, Task<RecipientPage>>>(StringComparer.Ordinal)
        {
            ["waiting"] = async door => await OpenAsync(await door.IssueAsync(), "waiting"),
            ["ended"] = async door => await AfterAsync(await door.IssueAsync(sessionS: 5), "ended", handOver => handOver.ArriveAsync(), waitMs: 5200),
            ["asked"] = async door => await AfterAsync(await door.IssueAsync(), "asked", handOver => handOver.ArriveAsync()),
            ["shown"] = async door => (await (await door.IssueAsync(revealS: 600)).ShowAsync()).Page,
            ["lapsing"] = async door => await LapsingAsync(door),
            ["hidden"] = async door => await TappedAsync(await door.IssueAsync(), "hide", "hidden"),
            ["hidden elsewhere"] = HiddenElsewhereAsync,
            ["ready"] = async door => await OpenAsync(await door.IssueAsync("on_issue"), "ready"),
            ["ready shown"] = async door => await UncoveredAsync(await OpenAsync(await door.IssueAsync("on_issue"), "ready"), "uncover"),
            ["door"] = async door => await AfterAsync(await door.IssueAsync("on_issue"), "door", handOver => handOver.ArriveAsync()),
            ["door shown"] = async door => await UncoveredAsync(await AfterAsync(await door.IssueAsync("on_issue", revealS: 600), "door", handOver => handOver.ArriveAsync()), "reveal"),
            ["denied"] = async door => await DeniedAsync(await door.IssueAsync()),
            ["reissued"] = async door => await ReissuedAsync(await door.IssueAsync("on_issue")),
            ["wrong"] = async door => await AttemptedAsync(await door.IssueAsync(revealS: 600), "wrong"),
            ["refused"] = async door => await AttemptedAsync(await door.IssueAsync(revealS: 600), "refused"),
            ["not shown"] = async door => await NotShownAsync(await door.IssueAsync()),
            ["locked"] = async door => await LockedAsync(await door.IssueAsync("on_issue")),
            ["accepted"] = async door => await AcceptedAsync(door),
            ["objecting"] = async door => await TapAsync(await AcceptedAsync(door), "object", "objecting"),
            ["received"] = async door => await TapAsync(await AcceptedAsync(door), "receipt", "received"),
            ["contested"] = ContestedAsync,
            ["reported"] = async door => await ReportedAsync(await door.IssueAsync()),
            ["held"] = async door => await AfterAsync(await door.IssueAsync(), "held", handOver => handOver.OrderAsync("holds")),
            ["cancelled"] = async door => await AfterAsync(await door.IssueAsync(), "cancelled", handOver => handOver.OrderAsync("cancellations")),
            ["expired"] = async door => await AfterAsync(await door.IssueAsync(deliverWithinS: 2), "expired", _ => Task.CompletedTask, waitMs: 2200),
            ["dead"] = async door => await WithLinkAsync(door, "dead", new string('A', 64)),
            ["partial"] = async door => await WithLinkAsync(door, "partial", "cut-off"),
            ["stale"] = StaleAsync,
            ["failed"] = FailedAsync,
            ["conflict"] = ConflictAsync,
            ["stopping"] = StoppingAsync,
        };

    private static async Task<RecipientPage> OpenAsync(HandOver handOver, string state)
    {
        var page = await handOver.OpenAsync();
        await page.IsAsync(state);
        return page;
    }

    private static async Task<RecipientPage> AfterAsync(HandOver handOver, string state, Func<HandOver, Task> happen, int waitMs = 0)
    {
        await happen(handOver);
        await Task.Delay(waitMs);
        return await OpenAsync(handOver, state);
    }

    private static async Task<RecipientPage> TapAsync(RecipientPage page, string act, string state)
    {
        await page.TapAsync(act);
        await page.IsAsync(state);
        return page;
    }

    private static async Task<RecipientPage> TappedAsync(HandOver handOver, string act, string state) =>
        await TapAsync((await handOver.ShowAsync()).Page, act, state);

    private static async Task<RecipientPage> UncoveredAsync(RecipientPage page, string act)
    {
        await page.TapAsync(act);
        await page.Page.WaitForSelectorAsync("#digits span.vh", new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });
        return page;
    }

    /// <summary>The last twelve seconds of a showing that lasts them: it is kept there by the browser's clock.</summary>
    private static async Task<RecipientPage> LapsingAsync(Door door)
    {
        var (page, _) = await (await door.IssueAsync(revealS: 12)).ShowAsync();
        await page.IsAsync("lapsing");
        return page;
    }

    private static async Task<RecipientPage> HiddenElsewhereAsync(Door door)
    {
        var handOver = await door.IssueAsync();
        var (page, _) = await handOver.ShowAsync();
        var other = await handOver.OpenAsync();
        await other.IsAsync("shown");
        await TapAsync(page, "hide", "hidden");
        await other.Page.WaitForFunctionAsync("() => document.getElementById('note').textContent !== ''");
        return other;
    }

    private static async Task<RecipientPage> DeniedAsync(HandOver handOver)
    {
        await handOver.ArriveAsync();
        return await TapAsync(await OpenAsync(handOver, "asked"), "denial", "denied");
    }

    private static async Task<RecipientPage> ReissuedAsync(HandOver handOver)
    {
        var page = await OpenAsync(handOver, "ready");
        await handOver.OrderAsync("codes");
        await page.Page.WaitForFunctionAsync("() => document.getElementById('note').textContent !== ''");
        return page;
    }

    private static async Task<RecipientPage> AttemptedAsync(HandOver handOver, string result)
    {
        var (page, digits) = await handOver.ShowAsync();
        await handOver.AttemptAsync(result == "wrong" ? Issued.WrongCodeOf(digits) : digits, isAway: result == "refused");
        await page.ResultIsAsync(result);
        return page;
    }

    private static async Task<RecipientPage> NotShownAsync(HandOver handOver)
    {
        var (page, digits) = await handOver.ShowAsync();
        await TapAsync(page, "hide", "hidden");
        await page.Page.WaitForSelectorAsync("[data-act=reveal]");
        await handOver.AttemptAsync(digits);
        await page.ResultIsAsync("refused");
        return page;
    }

    private static async Task<RecipientPage> LockedAsync(HandOver handOver)
    {
        await handOver.ArriveAsync();
        for (var offset = 1; offset <= 3; offset++)
            await handOver.AttemptAsync(handOver.Issued.WrongCode(offset));
        return await OpenAsync(handOver, "locked");
    }

    private static async Task<RecipientPage> AcceptedAsync(Door door)
    {
        var handOver = await door.IssueAsync();
        var (page, digits) = await handOver.ShowAsync();
        await handOver.AttemptAsync(digits);
        await page.IsAsync("accepted");
        return page;
    }

    private static async Task<RecipientPage> ContestedAsync(Door door)
    {
        var page = await TapAsync(await AcceptedAsync(door), "object", "objecting");
        await page.Page.CheckAsync("[value=not_received]");
        await page.Page.ClickAsync("#contest .main");
        await page.IsAsync("contested");
        return page;
    }

    private static async Task<RecipientPage> ReportedAsync(HandOver handOver)
    {
        var (page, _) = await handOver.ShowAsync();
        await page.StopAsync();
        await page.IsAsync("reported");
        return page;
    }

    private static async Task<RecipientPage> WithLinkAsync(Door door, string state, string link)
    {
        var page = await RecipientPage.OpenAsync(door, link);
        await page.IsAsync(state);
        return page;
    }

    private static async Task<RecipientPage> StaleAsync(Door door)
    {
        var page = (await (await door.IssueAsync(revealS: 600)).ShowAsync()).Page;
        await page.Page.Context.SetOfflineAsync(true);
        await page.ResultIsAsync("stale");
        return page;
    }

    private static async Task<RecipientPage> FailedAsync(Door door)
    {
        var page = await AfterAsync(await door.IssueAsync(), "asked", handOver => handOver.ArriveAsync());
        await page.Page.RouteAsync("**/v1/tracking/reveals", route => route.AbortAsync());
        await page.TapAsync("reveal");
        await page.Page.WaitForFunctionAsync("() => document.getElementById('note').textContent !== ''");
        return page;
    }

    /// <summary>Somebody else was faster: the visit was over before the tap arrived.</summary>
    private static async Task<RecipientPage> ConflictAsync(Door door)
    {
        var handOver = await door.IssueAsync();
        await handOver.ArriveAsync();
        var page = await OpenAsync(handOver, "asked");
        await page.Page.RouteAsync("**/v1/tracking/reveals", async route =>
        {
            await handOver.OrderAsync("holds");
            await route.ContinueAsync();
        });
        await page.TapAsync("reveal");
        await page.IsAsync("held");
        return page;
    }

    private static async Task<RecipientPage> StoppingAsync(Door door)
    {
        var (page, _) = await (await door.IssueAsync()).ShowAsync();
        await page.Page.RouteAsync("**/v1/tracking/reports", route => route.AbortAsync());
        await page.StopAsync();
        await page.Page.WaitForFunctionAsync("() => document.getElementById('stop-button').textContent.includes('…')");
        return page;
    }
}
