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
        ["POST /v1/deliveries"] = new("retailer", 201),
        ["GET /v1/deliveries"] = new("retailer support", 200),
        ["GET /v1/deliveries/{id}"] = new("retailer support", 200) { Target = DeliveryAsync },
        ["PUT /v1/deliveries/{id}/courier"] = new("retailer", 200) { Target = DeliveryAsync },
        ["PUT /v1/deliveries/{id}/destination"] = new("retailer", 200) { Target = DeliveryAsync },
        ["PUT /v1/deliveries/{id}/recipient"] = new("retailer", 200) { Target = DeliveryAsync },
        ["PUT /v1/deliveries/{id}/parcel"] = new("retailer", 200) { Target = DeliveryAsync },
        ["POST /v1/deliveries/{id}/codes"] = new("retailer", 200) { Target = DeliveryAsync },
        ["POST /v1/deliveries/{id}/unlocks"] = new("retailer support", 200) { Target = LockedAsync },
        ["POST /v1/deliveries/{id}/holds"] = new("retailer support", 200) { Target = DeliveryAsync },
        ["POST /v1/deliveries/{id}/cancellations"] = new("retailer", 200) { Target = DeliveryAsync },
        ["POST /v1/deliveries/{id}/attempts"] = new("courier", 201) { Target = DeliveryAsync },
        ["GET /v1/attempts"] = new("retailer support", 200),
        ["GET /v1/attempts/{id}"] = new("retailer support", 200) { Target = AttemptAsync },
        ["GET /v1/deliveries/{id}/timeline"] = new("retailer support", 200) { Target = DeliveryAsync },
    };

    public static async Task<Guid> DeliveryAsync(Tenant tenant) => (await tenant.IssueAsync()).Id;

    public static async Task<Guid> LockedAsync(Tenant tenant)
    {
        var issued = await tenant.IssueAsync();
        var courier = await tenant.CourierAsync();
        for (var offset = 1; offset <= 3; offset++)
            await courier.AttemptAsync(issued.Id, issued.WrongCode(offset));
        return issued.Id;
    }

    public static async Task<Guid> AttemptAsync(Tenant tenant)
    {
        var issued = await tenant.IssueAsync();
        var courier = await tenant.CourierAsync();
        return (await (await courier.AttemptAsync(issued.Id, issued.WrongCode())).JsonAsync())["id"]!.GetValue<Guid>();
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
