using System.Globalization;
using System.Text.Json.Nodes;
using DeliveryOtp.Api.Access;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Benchmarks.Load;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Seeding;

/// <summary>
/// A delivery and a wrong attempt on it, made through the API: the rows that seeding copies, so that seeded rows are as
/// large as those that the service writes.
/// </summary>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="AttemptDetail">The attempt's detail in the journal, JSON.</param>
internal sealed record RowTemplate(Guid DeliveryId, string AttemptDetail)
{
    public static async Task<RowTemplate> CreateAsync(
        ServiceUnderTest service, BenchCluster cluster, Tenant tenant, ServiceSecrets secrets, CancellationToken cancel)
    {
        using var retailer = Tenant.ClientOf(service, tenant.RetailerKey);
        var issued = await Tenant.PostAsync(retailer, "/v1/deliveries", RequestBody.Delivery("template"), cancel);
        var id = (Guid)issued["id"]!;

        var token = Couriers.TokenOf(new CourierTokens(secrets.ToKeyRing(), TimeProvider.System), tenant, courier: 0);
        using var courier = Tenant.ClientOf(service, token);
        courier.DefaultRequestHeaders.Add(Idempotency.HeaderName, "template");
        await Tenant.PostAsync(courier, $"/v1/deliveries/{id}/attempts", WrongAttempt((string)issued["code"]!), cancel);
        var detail = await cluster.ScalarAsync<string>(
            $"select detail::text from deliveryotp.journal where delivery_id = '{id}' and kind = 'attempted'", cancel);
        return new RowTemplate(id, detail);
    }

    private static JsonNode WrongAttempt(string code)
    {
        var wrong = (int.Parse(code, CultureInfo.InvariantCulture) + 1) % 1_000_000;
        return RequestBody.Attempt(wrong.ToString("D6", CultureInfo.InvariantCulture));
    }
}
