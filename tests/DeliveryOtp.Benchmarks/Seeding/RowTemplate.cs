using System.Globalization;
using System.Text.Json.Nodes;
using DeliveryOtp.Api.Access;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Benchmarks.Load;
using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Benchmarks.Seeding;

/// <summary>
/// A delivery and a wrong attempt on it, made through the API: the rows that seeding copies, so that seeded rows are as
/// large as those that the service writes.
/// </summary>
/// <param name="Issued">The delivery, before there was an attempt.</param>
/// <param name="AttemptDetail">The attempt's detail in the journal, JSON.</param>
internal sealed record RowTemplate(Delivery Issued, string AttemptDetail)
{
    public static async Task<RowTemplate> CreateAsync(
        ServiceUnderTest service, BenchCluster cluster, Tenant tenant, ServiceSecrets secrets, CancellationToken cancel)
    {
        using var retailer = Tenant.ClientOf(service, tenant.RetailerKey);
        var issued = await Tenant.PostAsync(retailer, "/v1/deliveries", RequestBody.Delivery("template"), cancel);
        var id = (Guid)issued["id"]!;

        var delivery = await ReadAsync(cluster, id, cancel);
        var token = Couriers.TokenOf(new CourierTokens(secrets.ToKeyRing(), TimeProvider.System), tenant, courier: 0);
        using var courier = Tenant.ClientOf(service, token);
        courier.DefaultRequestHeaders.Add(Idempotency.HeaderName, "template");
        await Tenant.PostAsync(courier, $"/v1/deliveries/{id}/attempts", WrongAttempt((string)issued["code"]!), cancel);
        var detail = await cluster.ScalarAsync<string>(
            $"select detail::text from deliveryotp.journal where delivery_id = '{id}' and kind = 'attempted'", cancel);
        return new RowTemplate(delivery, detail);
    }

    private static async Task<Delivery> ReadAsync(BenchCluster cluster, Guid id, CancellationToken cancel)
    {
        await using var command = cluster.Superuser.CreateCommand($"{StateColumns.SelectSql} where d.id = '{id}'");
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? StateColumns.Read(row) : throw new InvalidOperationException("The delivery that was issued is not there.");
    }

    private static JsonNode WrongAttempt(string code)
    {
        var wrong = (int.Parse(code, CultureInfo.InvariantCulture) + 1) % 1_000_000;
        return RequestBody.Attempt(wrong.ToString("D6", CultureInfo.InvariantCulture));
    }
}
