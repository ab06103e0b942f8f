using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Disputes;
using DeliveryOtp.Domain.Journal;
using Npgsql;

namespace DeliveryOtp.Api.Disputes;

/// <summary>What the journal of a delivery holds about its hand-over.</summary>
/// <param name="Acceptance">The accepted attempt; null: nothing was accepted.</param>
/// <param name="ReceivedAt">When the recipient said that they have it; null: they did not.</param>
public sealed record HandOverRecord(Acceptance? Acceptance, DateTimeOffset? ReceivedAt);

/// <summary>Reads it, without a lock: neither entry changes once it is there.</summary>
public sealed class HandOverRecords(NpgsqlDataSource database)
{
    private const string Sql =
        $"""
        select j.kind, j.recorded_at, j.courier_id, j.detail, j.version from deliveryotp.journal j
        where j.retailer_id = $1 and j.delivery_id = $2 and (j.outcome = 'accepted' or j.kind = '{KindName.Received}')
        """;

    public async Task<HandOverRecord> ReadAsync(RetailerId retailer, DeliveryId delivery, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = retailer.Value });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = delivery.Value });
        await using var row = await command.ExecuteReaderAsync(cancel);
        var record = new HandOverRecord(Acceptance: null, ReceivedAt: null);
        while (await row.ReadAsync(cancel))
        {
            var content = new StoredForm(row.GetString(0), row.GetInt16(4), row.GetString(3)).Read();
            if (content.EntryKind == EntryKind.Received)
                record = record with { ReceivedAt = row.GetFieldValue<DateTimeOffset>(1) };
            else if (content is StoredAttempted accepted)
                record = record with { Acceptance = AcceptanceOf(row, accepted) };
        }

        return record;
    }

    private static Acceptance AcceptanceOf(NpgsqlDataReader row, StoredAttempted accepted) => new(
        row.GetFieldValue<DateTimeOffset>(1),
        accepted.Session ?? accepted.Opens?.Number,
        new CourierId(row.GetString(2)),
        accepted.Location.Verdict,
        accepted.Location.DistanceM,
        accepted.Location.AccuracyM);
}
