using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Disputes;

/// <summary>What tests of disputes do again and again.</summary>
internal static class Case
{
    public const string Reasons = "The carrier's own log shows nobody at that door.";

    /// <summary>A delivery that was accepted, at its door unless a change says otherwise.</summary>
    public static async Task<Issued> DeliveredAsync(
        this Service service,
        Tenant tenant,
        object? more = null,
        string courier = "crr-071",
        Action<JsonObject>? change = null)
    {
        var issued = await tenant.IssueAsync(more);
        using var app = await tenant.CourierAsync(courier);
        var verdict = await (await app.AttemptAsync(issued.Id, issued.Code!, service.Clock.GetUtcNow(), change: change)).JsonAsync();
        Assert.Equal("accepted", verdict.Text("outcome"));
        return issued;
    }

    public static Task<HttpResponseMessage> OpenAsync(this HttpClient caller, Guid delivery, string? key = null, string kind = "not_received") =>
        caller.PostAsync("/v1/disputes", new { delivery_id = delivery, kind, opened_by = "recipient", statement = "Nobody rang." }, key);

    public static async Task<Guid> OpenedAsync(this HttpClient caller, Guid delivery, string kind = "not_received") =>
        (await (await caller.OpenAsync(delivery, kind: kind)).JsonAsync())["dispute"]!["id"]!.GetValue<Guid>();

    public static Task<HttpResponseMessage> DecideAsync(
        this HttpClient caller,
        Guid dispute,
        string outcome,
        string[] grounds,
        string? keptAt = null,
        string? key = null) =>
        caller.PostAsync($"/v1/disputes/{dispute}/decisions", new { outcome, grounds, reasons = Reasons, evidence_kept_at = keptAt }, key);

    public static async Task<JsonObject> DisputeAsync(this HttpClient caller, Guid dispute) =>
        await (await caller.GetAsync($"/v1/disputes/{dispute}")).JsonAsync();

    public static async Task<JsonObject[]> TimelineAsync(this Tenant tenant, Guid delivery) =>
        [.. (await (await tenant.Retailer.GetAsync($"/v1/deliveries/{delivery}/timeline?limit=200")).JsonAsync())["data"]!.AsArray()
            .Select(entry => entry!.AsObject())];

    public static async Task<string[]> KindsAsync(this Tenant tenant, Guid delivery) =>
        [.. (await tenant.TimelineAsync(delivery)).Select(entry => entry.Text("kind"))];

    public static async Task<Guid[]> ListAsync(this HttpClient caller, string query) =>
        [.. (await (await caller.GetAsync($"/v1/disputes?{query}")).JsonAsync())["data"]!.AsArray().Select(item => item!["id"]!.GetValue<Guid>())];
}
