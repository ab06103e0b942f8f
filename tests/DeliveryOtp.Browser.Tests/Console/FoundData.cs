using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Browser.Tests.Console;

/// <summary>Attempts to look for, among them what somebody chose to deceive.</summary>
internal static class FoundData
{
    public const string Script = "<script>alert(1)</script>";
    public const string Picture = "\"><img src=x onerror=alert(1)>";
    public const string Backwards = "\u05d0\u05d1 'x' onfocus=alert(1)";

    public static async Task<(Tenant Tenant, Issued First)> FillAsync(this Service service)
    {
        var tenant = await service.NewTenantAsync();
        Dictionary<string, HttpClient> couriers = new(StringComparer.Ordinal);
        var seller = new { name = "Example Italia S.r.l.", country = "IT", marketplace = "example.it" };
        var first = await tenant.IssueAsync(new { order_id = "404-1234567-0000001", seller, courier_id = "crr-071" });
        var second = await tenant.IssueAsync(new { order_id = "404-1234567-0000002", seller });
        var hostile = await tenant.IssueAsync(new { order_id = Script, courier_id = new string('c', 64) });
        var far = await tenant.IssueAsync(new { order_id = new string('A', 128) });
        await AttemptAsync("crr-071", first, first.WrongCode());
        await AttemptAsync("crr-071", second, second.Code!, latitude: 48.9);
        await AttemptAsync("crr-071", first, first.Code!);
        await AttemptAsync("crr-072", second, "12", device: "77b2f00d-0001");
        await AttemptAsync(Picture, hostile, "12", device: Backwards);
        await AttemptAsync("crr-072", far, far.WrongCode(), latitude: null);
        await Eventually.AsyncTrue(async () => await service.Database.ScalarAsync<long>(
            $"select count(*) from deliveryotp.hand_overs where retailer_id = '{tenant.Id}' and subject = 'courier'") == 3);
        return (tenant, first);

        async Task AttemptAsync(string courier, Issued issued, string code, double? latitude = 48.85663, string device = "a3f0c9d2-0001")
        {
            service.Clock.Advance(TimeSpan.FromSeconds(30));
            if (!couriers.TryGetValue(courier, out var app))
                couriers[courier] = app = await tenant.CourierAsync(courier);
            await (await app.AttemptAsync(issued.Id, code, service.Clock.GetUtcNow(), change: body =>
            {
                body["device"]!["id"] = device;
                if (latitude is { } degrees)
                    body["location"]!["latitude"] = degrees;
                else
                    body["location"] = null;
            })).JsonAsync();
        }
    }

    /// <summary>What the access log has since: resources and filters, oldest first.</summary>
    public static async Task<string> LogAsync(this Service service, Tenant tenant) => await service.Database.ScalarAsync<string>(
        $"""
        select coalesce(string_agg(resource || ' ' || filters::text || ' ' || coalesce(rows_returned::text, '…'), '; ' order by id), '')
        from deliveryotp.access_log where retailer_id = '{tenant.Id}'
        """) ?? string.Empty;
}
