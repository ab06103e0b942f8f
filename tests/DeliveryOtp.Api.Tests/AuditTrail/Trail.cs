using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;
using Npgsql;

namespace DeliveryOtp.Api.Tests.AuditTrail;

/// <summary>How tests read the audit trail, and fill it faster than couriers could.</summary>
internal static class Trail
{
    private const int LargestTransaction = 20_000;

    public static async Task<JsonObject> FindAsync(this HttpClient client, string query, string list = "attempts") =>
        await (await client.GetAsync($"/v1/{list}?{query}")).JsonAsync();

    public static async Task<Guid[]> IdsAsync(this HttpClient client, string query, string list = "attempts") =>
        [.. (await client.FindAsync(query, list)).Items().Select(item => item["id"]!.GetValue<Guid>())];

    public static IEnumerable<JsonObject> Items(this JsonObject page) => page["data"]!.AsArray().Select(item => item!.AsObject());

    public static async Task<HttpResponseMessage> StreamAsync(this HttpClient client, string accept, string query = "", string list = "attempts")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/{list}?{query}");
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>
    /// Copies a delivery's only attempt, or arrival, <paramref name="count"/> times, a millisecond apart, into the past.
    /// </summary>
    /// <param name="database">Where.</param>
    /// <param name="deliveryId">Of the attempt.</param>
    /// <param name="count">Copies.</param>
    /// <param name="scatter">Degrees by which their places are farther north or south, and east or west, at most.</param>
    /// <param name="kind">Of the entry.</param>
    public static async Task MultiplyAsync(this TestDatabase database, Guid deliveryId, int count, double scatter = 0, string kind = "attempted")
    {
        await using var source = NpgsqlDataSource.Create(database.Superuser + ";Pooling=false;Command Timeout=300;Options=-c session_replication_role=replica");

        // These are history: without a position no reader of the journal deals with them.
        foreach (var some in Enumerable.Range(1, count).Chunk(LargestTransaction))
        {
            await using var command = source.CreateCommand(
                """
                insert into deliveryotp.journal (retailer_id, delivery_id, sequence, id, kind, recorded_at, actor_role, actor_id,
                    courier_id, device_id, outcome, latitude, longitude, link_version, detail)
                select retailer_id, delivery_id, 1000 + i,
                    (lpad(to_hex((extract(epoch from recorded_at) * 1000)::bigint - i), 12, '0') || '7' || substr(md5(i::text), 1, 3)
                        || '8' || substr(md5(i::text), 4, 15))::uuid,
                    kind, recorded_at - i * interval '1 ms', actor_role, actor_id, courier_id, device_id, outcome,
                    latitude + $4 * sin(i * 12.9898), longitude + $4 * sin(i * 78.233),
                    link_version, detail
                from deliveryotp.journal, generate_series($2, $3) as i
                where delivery_id = $1 and kind = $5 and sequence < 1000
                """);
            command.Parameters.Add(new() { Value = deliveryId });
            command.Parameters.Add(new() { Value = some[0] });
            command.Parameters.Add(new() { Value = some[^1] });
            command.Parameters.Add(new() { Value = scatter });
            command.Parameters.Add(new() { Value = kind });
            Assert.Equal(some.Length, await command.ExecuteNonQueryAsync());
        }

        await using var signals = source.CreateCommand(
            """
            insert into deliveryotp.attempt_signals (retailer_id, signal, attempt_id)
            select j.retailer_id, s->>'name', j.id from deliveryotp.journal j, jsonb_array_elements(j.detail->'signals') s
            where j.delivery_id = $1 and j.kind = 'attempted'
            on conflict do nothing
            """);
        signals.Parameters.Add(new() { Value = deliveryId });
        await signals.ExecuteNonQueryAsync();
        await using var analyze = source.CreateCommand("analyze deliveryotp.journal");
        await analyze.ExecuteNonQueryAsync();
    }
}
