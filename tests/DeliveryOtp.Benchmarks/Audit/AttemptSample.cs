using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.Domain;
using Npgsql;

namespace DeliveryOtp.Benchmarks.Audit;

/// <summary>An attempt that is in the journal: what somebody in support could be looking for.</summary>
internal sealed record AttemptSample(
    int Number,
    Guid Id,
    DateTimeOffset RecordedAt,
    Guid DeliveryId,
    DeliveryId BusyDelivery,
    Guid BusyAttempt,
    string OrderId,
    string CourierId,
    string DeviceId,
    double Latitude,
    double Longitude)
{
    private const string NextSql =
        """
        select j.id, j.recorded_at, j.delivery_id, d.order_id, j.courier_id, j.device_id, j.latitude, j.longitude
        from deliveryotp.journal j
        join deliveryotp.deliveries d on d.retailer_id = j.retailer_id and d.id = j.delivery_id
        where j.retailer_id = $1 and j.kind = 'attempted' and j.id >= $2 and j.latitude is not null
        order by j.id
        limit 1
        """;

    private const string BusySql =
        "select id from deliveryotp.journal where retailer_id = $1 and delivery_id = $2 and sequence = $3";

    /// <summary>Spread evenly over the journal's time.</summary>
    public static async Task<IReadOnlyList<AttemptSample>> TakeAsync(
        BenchSetup setup, JournalFill journal, int count, CancellationToken cancel)
    {
        var samples = new List<AttemptSample>();
        for (var number = 0; number < count; number++)
        {
            var time = journal.From + ((journal.To - journal.From) * number / count);
            var busy = await BusyAsync(setup, journal, sequence: 2 + (number * (JournalFill.MostAttempts / count)), cancel);
            samples.Add(await NextAsync(setup, journal, number, time, busy, cancel));
        }

        return samples;
    }

    private static async Task<Guid> BusyAsync(BenchSetup setup, JournalFill journal, int sequence, CancellationToken cancel)
    {
        await using var command = setup.Cluster.Superuser.CreateCommand(BusySql);
        command.Parameters.Add(new NpgsqlParameter { Value = setup.Tenant.Id });
        command.Parameters.Add(new NpgsqlParameter { Value = journal.BusyDelivery.Value });
        command.Parameters.Add(new NpgsqlParameter { Value = sequence });
        return (Guid)(await command.ExecuteScalarAsync(cancel) ?? throw new BenchmarkException("The busy delivery has too few attempts."));
    }

    private static async Task<AttemptSample> NextAsync(
        BenchSetup setup, JournalFill journal, int number, DateTimeOffset time, Guid busy, CancellationToken cancel)
    {
        await using var command = setup.Cluster.Superuser.CreateCommand(NextSql);
        command.Parameters.Add(new NpgsqlParameter { Value = setup.Tenant.Id });
        command.Parameters.Add(new NpgsqlParameter { Value = time.FirstId() });
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
            throw new BenchmarkException("The journal is too small to take samples of it.");
        return new AttemptSample(
            number,
            row.GetGuid(0),
            row.GetFieldValue<DateTimeOffset>(1),
            row.GetGuid(2),
            journal.BusyDelivery,
            busy,
            row.GetString(3),
            row.GetString(4),
            row.GetString(5),
            row.GetDouble(6),
            row.GetDouble(7));
    }
}
