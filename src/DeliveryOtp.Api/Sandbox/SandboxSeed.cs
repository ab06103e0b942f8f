using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace DeliveryOtp.Api.Sandbox;

/// <summary>
/// Fills the sandbox the way a retailer would, over HTTP: a tenant, keys, and deliveries in the states that one wants
/// to look at.
/// </summary>
internal sealed class SandboxSeed(Uri baseUrl, string adminKey, SandboxFiles files, bool keepsMails, SandboxInbox? inbox)
{
    private const string KeysFile = "sandbox.json";
    private const string Courier = "crr-071";

    /// <summary>Seeds if asked to and needed, writes the files, and returns what to tell the person at the terminal.</summary>
    public async Task<string> RunAsync(bool seeds, string? connectionString, CancellationToken cancel)
    {
        using var admin = Client(adminKey);
        var (keys, courierToken) = await ReuseAsync(cancel);
        if (keys is null && seeds)
            (keys, courierToken) = await CreateAsync(admin, cancel);
        keys = (keys ?? new SandboxKeys(string.Empty, string.Empty, RetailerKey: null, SupportKey: null, RetailerId: null, ConnectionString: null)) with
        {
            BaseUrl = baseUrl.GetLeftPart(UriPartial.Authority),
            AdminKey = adminKey,
            ConnectionString = connectionString,
            RecipientUrl = keys?.RecipientUrl is { } page ? PageHere(page) : null,
        };
        var help = courierToken is null ? string.Empty : Describe(keys, courierToken);
        files.Write(KeysFile, keys);
        return $"{help}ready {keys.BaseUrl}";
    }

    /// <summary>The keys of an earlier start, where they are still good: where they get a courier's token.</summary>
    private async Task<(SandboxKeys?, string? CourierToken)> ReuseAsync(CancellationToken cancel)
    {
        if (files.Read<SandboxKeys>(KeysFile) is not { RetailerKey: not null, SupportKey: not null } kept)
            return (null, null);
        try
        {
            using var retailer = Client(kept.RetailerKey);
            var courierToken = await CourierTokenAsync(retailer, cancel);
            await ConnectAsync(retailer, cancel);
            return (kept, courierToken);
        }
        catch (HttpRequestException refused) when (refused.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return (null, null);
        }
    }

    private async Task<(SandboxKeys, string CourierToken)> CreateAsync(HttpClient admin, CancellationToken cancel)
    {
        var created = await SandboxAnswer.PostAsync(admin, "/v1/retailers", new { name = "Sandbox" }, cancel);
        var retailerKey = created.GetProperty("api_key").GetString()!;
        using var retailer = Client(retailerKey);
        var support = await SandboxAnswer.PostAsync(retailer, "/v1/api-keys", new { role = "support", name = "sandbox support" }, cancel);
        var courierToken = await CourierTokenAsync(retailer, cancel);
        using var courier = Client(courierToken);
        await ConnectAsync(retailer, cancel);

        await IssueAsync(retailer, "sandbox-pending", cancel);
        var delivered = await IssueAsync(retailer, "sandbox-delivered", cancel);
        await SandboxVisits.AttemptAsync(courier, delivered, WrongCodeOf(delivered), cancel);
        await SandboxVisits.AttemptAsync(courier, delivered, delivered.GetProperty("code").GetString()!, cancel);
        var locked = await IssueAsync(retailer, "sandbox-locked", cancel);
        for (var i = 0; i < 3; i++)
            await SandboxVisits.AttemptAsync(courier, locked, WrongCodeOf(locked), cancel);
        await TellAsync(retailer, courier, cancel);
        await ContestAsync(retailer, courier, cancel);
        var atTheDoor = await ArriveAsync(retailer, courier, cancel);

        var keys = new SandboxKeys(
            string.Empty,
            adminKey,
            retailerKey,
            support.GetProperty("api_key").GetString(),
            created.GetProperty("id").GetGuid(),
            ConnectionString: null,
            PageOf(atTheDoor));
        return (keys, courierToken);
    }

    private Task ConnectAsync(HttpClient retailer, CancellationToken cancel) => inbox?.ConnectAsync(retailer, cancel) ?? Task.CompletedTask;

    /// <summary>A dispute for support to decide.</summary>
    private async Task ContestAsync(HttpClient retailer, HttpClient courier, CancellationToken cancel)
    {
        var contested = await IssueAsync(retailer, "sandbox-contested", cancel, new { language = "en" });
        await SandboxVisits.AttemptAsync(courier, contested, contested.GetProperty("code").GetString()!, cancel);
        using var recipient = Client(PageOf(contested).Split('#')[1]);
        await SandboxAnswer.PostAsync(
            recipient,
            "/v1/tracking/contests",
            new { kind = "not_received", statement = "Nobody rang, and there is no parcel." },
            cancel);
    }

    /// <summary>A courier is at the door, and the code is the recipient's to show.</summary>
    private static async Task<JsonElement> ArriveAsync(HttpClient retailer, HttpClient courier, CancellationToken cancel)
    {
        var delivery = await IssueAsync(
            retailer,
            "sandbox-at-the-door",
            cancel,
            new { language = "en" },
            new { code_release = "on_arrival", session_seconds = 3600 });
        await SandboxVisits.ArriveAsync(courier, delivery, cancel);
        return delivery;
    }

    private static string PageOf(JsonElement delivery) => delivery.GetProperty("recipient_url").GetString()!;

    /// <summary>The service may listen elsewhere than at its last start.</summary>
    private string PageHere(string page) => new Uri(baseUrl, new Uri(page).PathAndQuery + new Uri(page).Fragment).ToString();

    /// <summary>One recipient has an address: its mails are at /dev/mails.</summary>
    private static async Task TellAsync(HttpClient retailer, HttpClient courier, CancellationToken cancel)
    {
        var told = await IssueAsync(
            retailer,
            "sandbox-told",
            cancel,
            new { language = "fr", email = "claire@example.org" },
            new { recipient_messages = "email" });
        await SandboxVisits.ArriveAsync(courier, told, cancel);
        await SandboxVisits.AttemptAsync(courier, told, WrongCodeOf(told), cancel);
        await SandboxVisits.AttemptAsync(courier, told, told.GetProperty("code").GetString()!, cancel);
    }

    private string Describe(SandboxKeys keys, string courierToken)
    {
        files.WriteText("retailer.curl", CurlLines.Config(keys.RetailerKey!));
        files.WriteText("support.curl", CurlLines.Config(keys.SupportKey!));
        files.WriteText("courier.curl", CurlLines.Config(courierToken));
        return $"""

            admin key     {keys.AdminKey}
            retailer key  {keys.RetailerKey}
            support key   {keys.SupportKey}
            documentation {keys.BaseUrl}/swagger
            console       {keys.BaseUrl}/console (sign in with the support key)
            recipient     {keys.RecipientUrl}
            mails         {(keepsMails ? $"{keys.BaseUrl}/dev/mails" : "go to your mail server")}
            webhooks      {inbox?.Url ?? "go to public addresses alone: register an endpoint"}

            Issue a code, confirm it at the door, read the trail:

            {CurlLines.Issue(keys.BaseUrl, CurlLines.Header(keys.RetailerKey!), files.PathOf("issued.json"))}

            {CurlLines.Confirm(keys.BaseUrl, CurlLines.Header(courierToken), files.PathOf("issued.json"))}

            {CurlLines.Read(keys.BaseUrl, CurlLines.Header(keys.SupportKey!))}


            """;
    }

    private static async Task<string> CourierTokenAsync(HttpClient retailer, CancellationToken cancel) =>
        (await SandboxAnswer.PostAsync(retailer, "/v1/courier-tokens", new { courier_id = Courier }, cancel))
            .GetProperty("access_token").GetString()!;

    private static async Task<JsonElement> IssueAsync(
        HttpClient retailer,
        string orderId,
        CancellationToken cancel,
        object? recipient = null,
        object? policy = null) =>
        await SandboxAnswer.PostAsync(
            retailer,
            "/v1/deliveries",
            new
            {
                order_id = orderId,
                courier_id = Courier,
                destination = new
                {
                    latitude = SandboxVisits.Latitude,
                    longitude = SandboxVisits.Longitude,
                    country = "FR",
                    address = "12 rue de Rivoli, 75004 Paris",
                },
                seller = new { name = "Example Italia S.r.l.", country = "IT", marketplace = "example.it" },
                recipient,
                policy,
            },
            cancel);

    private static string WrongCodeOf(JsonElement delivery)
    {
        var code = int.Parse(delivery.GetProperty("code").GetString()!, CultureInfo.InvariantCulture);
        return ((code + 1) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private HttpClient Client(string key) => new()
    {
        BaseAddress = baseUrl,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
    };
}
