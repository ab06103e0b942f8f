using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Http;

/// <summary>Who may call what: the declared truth that <see cref="RoleMatrixTests"/> holds the service against.</summary>
internal static class RoleTable
{
    /// <summary>One line an operation: which roles it lets in, what a success is, and what its id names.</summary>
    public static readonly IReadOnlyDictionary<string, RoleRow> Rows = new Dictionary<string, RoleRow>(StringComparer.Ordinal)
    {
        ["POST /v1/retailers"] = new("admin", 201),
        ["POST /v1/api-keys"] = new("admin retailer", 201)
        {
            Change = (role, body, tenant) =>
            {
                if (role == "admin")
                    body["retailer_id"] = tenant.Id;
            },
        },
        ["GET /v1/api-keys"] = new("retailer", 200),
        ["DELETE /v1/api-keys/{id}"] = new("admin retailer", 204) { Target = ApiKeyAsync },
        ["POST /v1/courier-tokens"] = new("retailer", 201),
        ["DELETE /v1/courier-tokens"] = new("retailer", 204) { Query = "?courier_id=crr-gone" },
        ["GET /v1/credential-events"] = new("retailer support", 200),
        ["POST /v1/deliveries"] = new("retailer", 201),
        ["GET /v1/deliveries"] = new("retailer support", 200),
        ["GET /v1/deliveries/{id}"] = new("retailer support", 200) { Target = DeliveryAsync },
        ["PUT /v1/deliveries/{id}/courier"] = new("retailer", 200) { Target = DeliveryAsync },
        ["PUT /v1/deliveries/{id}/destination"] = new("retailer", 200) { Target = DeliveryAsync },
        ["PUT /v1/deliveries/{id}/recipient"] = new("retailer", 200) { Target = DeliveryAsync },
        ["PUT /v1/deliveries/{id}/parcel"] = new("retailer", 200) { Target = DeliveryAsync },
        ["PUT /v1/deliveries/{id}/deliver_until"] = new("retailer", 200) { Target = DeliveryAsync },
        ["PATCH /v1/deliveries/{id}/metadata"] = new("retailer", 200) { Target = DeliveryAsync },
        ["POST /v1/deliveries/{id}/codes"] = new("retailer support", 200) { Target = DeliveryAsync },
        ["POST /v1/deliveries/{id}/unlocks"] = new("retailer support", 200) { Target = LockedAsync },
        ["POST /v1/deliveries/{id}/holds"] = new("retailer support", 200) { Target = DeliveryAsync },
        ["POST /v1/deliveries/{id}/cancellations"] = new("retailer", 200) { Target = DeliveryAsync },
        ["POST /v1/deliveries/{id}/attempts"] = new("courier", 201) { Target = DeliveryAsync },
        ["POST /v1/deliveries/{id}/arrivals"] = new("courier", 201) { Target = DeliveryAsync },
        ["GET /v1/outcomes"] = new("courier retailer", 200),
        ["GET /v1/deliveries/{id}/doorstep"] = new("courier", 200) { Target = DeliveryAsync },
        ["POST /v1/deliveries/{id}/notes"] = new("retailer support", 200) { Target = DeliveryAsync },
        // Nobody takes mails here.
        ["POST /v1/deliveries/{id}/links"] = new("retailer support", 409) { Target = DeliveryAsync },
        ["POST /v1/deliveries/{id}/contests"] = new("support", 200) { Target = DeliveredAsync },
        // The delivery of the example is nobody's.
        ["POST /v1/disputes"] = new("retailer support", 404),
        ["GET /v1/disputes"] = new("retailer support", 200),
        ["GET /v1/disputes/{id}"] = new("retailer support", 200) { Target = DisputeAsync },
        ["POST /v1/disputes/{id}/notes"] = new("retailer support", 200) { Target = DisputeAsync },
        ["POST /v1/disputes/{id}/decisions"] = new("retailer support", 200) { Target = DisputeAsync },
        ["GET /v1/policy"] = new("retailer", 200),
        ["PUT /v1/policy"] = new("retailer", 200) { Change = (_, body, _) => body.Clear() },
        ["GET /v1/couriers/{id}"] = new("retailer support", 200) { Target = CourierAsync },
        ["GET /v1/devices/{id}"] = new("retailer support", 200) { Target = DeviceAsync },
        ["GET /v1/tracking"] = new("recipient", 200) { Link = LinkAsync },
        ["GET /v1/tracking/events"] = new("recipient", 200) { Link = LinkAsync },
        ["POST /v1/tracking/reveals"] = new("recipient", 200) { Link = LinkOfArrivedAsync },
        ["POST /v1/tracking/hides"] = new("recipient", 200) { Link = LinkOfArrivedAsync },
        ["POST /v1/tracking/denials"] = new("recipient", 200) { Link = LinkOfArrivedAsync },
        ["POST /v1/tracking/reports"] = new("recipient", 200) { Link = LinkAsync },
        ["POST /v1/tracking/receipts"] = new("recipient", 200) { Link = LinkOfDeliveredAsync },
        ["POST /v1/tracking/contests"] = new("recipient", 200) { Link = LinkOfDeliveredAsync },
        ["POST /v1/webhook-endpoints"] = new("retailer", 201),
        ["GET /v1/webhook-endpoints"] = new("retailer", 200),
        ["GET /v1/webhook-endpoints/{id}"] = new("retailer", 200) { Target = WebhookEndpointAsync },
        ["PATCH /v1/webhook-endpoints/{id}"] = new("retailer", 200) { Target = WebhookEndpointAsync },
        ["DELETE /v1/webhook-endpoints/{id}"] = new("retailer", 204) { Target = WebhookEndpointAsync },
        ["POST /v1/webhook-endpoints/{id}/secrets"] = new("retailer", 201) { Target = WebhookEndpointAsync },
        ["POST /v1/webhook-endpoints/{id}/tests"] = new("retailer", 201) { Target = WebhookEndpointAsync },
        ["GET /v1/webhook-endpoints/{id}/deliveries"] = new("retailer", 200) { Target = WebhookEndpointAsync },
        ["POST /v1/webhook-endpoints/{id}/deliveries/{number}/retries"] = new("retailer", 202) { Target = WebhookEndpointAsync },
        ["GET /v1/events"] = new("retailer", 200),
        ["GET /v1/attempts"] = new("retailer support", 200),
        ["GET /v1/attempts/{id}"] = new("retailer support", 200) { Target = AttemptAsync },
        ["GET /v1/arrivals"] = new("retailer support", 200),
        ["GET /v1/arrivals/{id}"] = new("retailer support", 200) { Target = ArrivalAsync },
        ["GET /v1/deliveries/{id}/timeline"] = new("retailer support", 200) { Target = DeliveryAsync },
    };

    public static async Task<Guid> DeliveryAsync(Tenant tenant) => (await tenant.IssueAsync()).Id;

    public static async Task<string> LinkAsync(Tenant tenant) => (await tenant.IssueAsync()).Link!;

    /// <summary>A courier is at the door, and the code is hidden.</summary>
    public static async Task<string> LinkOfArrivedAsync(Tenant tenant)
    {
        var issued = await tenant.IssueAsync(new { policy = new { code_release = "on_arrival" } });
        await (await tenant.CourierAsync()).ArriveAsync(issued.Id);
        return issued.Link!;
    }

    public static async Task<string> LinkOfDeliveredAsync(Tenant tenant)
    {
        var issued = await tenant.IssueAsync();
        await (await tenant.CourierAsync()).AttemptAsync(issued.Id, issued.Code!);
        return issued.Link!;
    }

    private static async Task<Guid> DeliveredAsync(Tenant tenant)
    {
        var issued = await tenant.IssueAsync();
        await (await tenant.CourierAsync()).AttemptAsync(issued.Id, issued.Code!);
        return issued.Id;
    }

    private static async Task<Guid> DisputeAsync(Tenant tenant)
    {
        var body = new { delivery_id = await DeliveryAsync(tenant), kind = "not_received", opened_by = "recipient", statement = "where is it?" };
        return (await (await tenant.Support.PostAsync("/v1/disputes", body)).JsonAsync())["dispute"]!["id"]!.GetValue<Guid>();
    }

    public static Task<Guid> CourierAsync(Tenant tenant) => SeenAsync(tenant, "couriers");

    public static Task<Guid> DeviceAsync(Tenant tenant) => SeenAsync(tenant, "devices");

    /// <summary>An endpoint with one message, number 1. There may be twenty, so the one before goes.</summary>
    public static async Task<Guid> WebhookEndpointAsync(Tenant tenant)
    {
        var known = await (await tenant.Retailer.GetAsync("/v1/webhook-endpoints")).JsonAsync();
        foreach (var old in known["data"]!.AsArray().Skip(1))
            await tenant.Retailer.DeleteAsync($"/v1/webhook-endpoints/{old!["id"]}");
        var created = await (await tenant.Retailer.PostAsync("/v1/webhook-endpoints", new { url = "https://shop.example.com/hooks" })).JsonAsync();
        var id = created["id"]!.GetValue<Guid>();
        await tenant.Retailer.PostAsync($"/v1/webhook-endpoints/{id}/tests", new { });
        return id;
    }

    /// <summary>A courier and a device of the same name, after their first attempt was counted.</summary>
    private static async Task<Guid> SeenAsync(Tenant tenant, string resource)
    {
        var id = Guid.NewGuid();
        var issued = await tenant.IssueAsync();
        await (await tenant.CourierAsync(id.ToString()))
            .AttemptAsync(issued.Id, issued.Code!, change: body => body["device"]!["id"] = id.ToString());
        await Eventually.AsyncTrue(async () => (await tenant.Retailer.GetAsync($"/v1/{resource}/{id}")).IsSuccessStatusCode);
        return id;
    }

    public static async Task<Guid> LockedAsync(Tenant tenant)
    {
        var issued = await tenant.IssueAsync();
        var courier = await tenant.CourierAsync(Guid.NewGuid().ToString());
        for (var offset = 1; offset <= 3; offset++)
            await courier.AttemptAsync(issued.Id, issued.WrongCode(offset), change: body => body["device"]!["id"] = issued.OrderId);
        return issued.Id;
    }

    public static async Task<Guid> AttemptAsync(Tenant tenant)
    {
        var issued = await tenant.IssueAsync();
        var courier = await tenant.CourierAsync();
        return (await (await courier.AttemptAsync(issued.Id, issued.Code!)).JsonAsync())["id"]!.GetValue<Guid>();
    }

    public static async Task<Guid> ArrivalAsync(Tenant tenant)
    {
        var issued = await tenant.IssueAsync();
        var courier = await tenant.CourierAsync();
        return (await (await courier.ArriveAsync(issued.Id)).JsonAsync())["id"]!.GetValue<Guid>();
    }

    public static async Task<Guid> ApiKeyAsync(Tenant tenant)
    {
        var created = await tenant.Retailer.PostAsync("/v1/api-keys", new { role = "support", name = "temp" });
        return (await created.JsonAsync())["id"]!.GetValue<Guid>();
    }
}

/// <summary>What an operation answers to whom; its body is the document's own example.</summary>
/// <param name="Roles">Those that it lets in, with a space between them.</param>
/// <param name="Success">The status for them.</param>
internal sealed record RoleRow(string Roles, int Success)
{
    /// <summary>Makes what the path's id names, in a tenant; null: the path has no id.</summary>
    public Func<Tenant, Task<Guid>>? Target { get; init; }

    /// <summary>What the operation can't do without.</summary>
    public string Query { get; init; } = string.Empty;

    /// <summary>Makes the delivery that a recipient's call is about, and gives its link.</summary>
    public Func<Tenant, Task<string>>? Link { get; init; }

    /// <summary>Changes to the example body for a role.</summary>
    public Action<string, JsonObject, Tenant>? Change { get; init; }

    /// <summary>What a caller of a role gets; another tenant's object is not found, and never forbidden.</summary>
    public int StatusFor(string role, bool isForeign)
    {
        if (!Roles.Split(' ').Contains(role, StringComparer.Ordinal))
            return 403;
        return isForeign && Target is not null ? 404 : Success;
    }
}
