using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Disputes;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>What the journal of a delivery holds about its hand-over.</summary>
/// <param name="Acceptance">The accepted attempt; null: nothing was accepted.</param>
/// <param name="ReceivedAt">When the recipient said that they have it; null: they did not.</param>
public sealed record HandOverRecord(Acceptance? Acceptance, DateTimeOffset? ReceivedAt);

/// <summary>Reads it, without a lock: neither entry changes once it is there.</summary>
public sealed class HandOverRecords(NpgsqlDataSource database)
{
    private const string Sql =
        $"""
        select j.kind, j.recorded_at, j.courier_id, j.detail from deliveryotp.journal j
        where j.retailer_id = $1 and j.delivery_id = $2 and (j.outcome = 'accepted' or j.kind = '{JournalRow.ReceivedKind}')
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
            record = row.GetString(0) == JournalRow.ReceivedKind
                ? record with { ReceivedAt = row.GetFieldValue<DateTimeOffset>(1) }
                : record with { Acceptance = AcceptanceOf(row) };
        }

        return record;
    }

    private static Acceptance AcceptanceOf(NpgsqlDataReader row)
    {
        var detail = RowJson.Read<AttemptDetail>(row.GetString(3));
        return new Acceptance(
            row.GetFieldValue<DateTimeOffset>(1),
            detail.Session ?? detail.Opens?.Number,
            new CourierId(row.GetString(2)),
            detail.Location.Verdict,
            detail.Location.DistanceM,
            detail.Location.AccuracyM);
    }
}
