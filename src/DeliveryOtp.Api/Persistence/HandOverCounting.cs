using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Signals;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>Whose hand-overs are counted: a courier's, a device's, or a whole fleet's.</summary>
public readonly record struct HandOverSubject(RetailerId Retailer, string Subject, string Id)
{
    public static HandOverSubject Fleet(RetailerId retailer) => new(retailer, HandOverRow.Fleet, string.Empty);

    public static HandOverSubject Courier(RetailerId retailer, CourierId courier) => new(retailer, HandOverRow.Courier, courier.Value);

    public static HandOverSubject Device(RetailerId retailer, DeviceId device) => new(retailer, HandOverRow.Device, device.Value);
}

/// <summary>Reads the counts of hand-overs, and adds to them.</summary>
public sealed class HandOverCounting(NpgsqlDataSource database)
{
    private const string ReadSql =
        """
        select h.retailer_id, h.subject, h.subject_id, h.attempts, h.refused, h.wrong, h.accepted, h.late, h.contested
        from unnest($1::uuid[], $2::text[], $3::text[]) as k (retailer_id, subject, subject_id)
        join deliveryotp.hand_overs h using (retailer_id, subject, subject_id)
        """;

    private const string AddSql =
        """
        insert into deliveryotp.hand_overs as h (
            retailer_id, subject, subject_id, attempts, refused, wrong, accepted, late, contested, first_at, last_at)
        select * from unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[],
            $10::timestamptz[], $10::timestamptz[])
        on conflict (retailer_id, subject, subject_id) do update
        set attempts = h.attempts + excluded.attempts, refused = h.refused + excluded.refused, wrong = h.wrong + excluded.wrong,
            accepted = h.accepted + excluded.accepted, late = h.late + excluded.late, contested = h.contested + excluded.contested,
            last_at = greatest(h.last_at, excluded.last_at)
        """;

    public async Task<IReadOnlyDictionary<HandOverSubject, HandOverCounts>> ReadAsync(
        IReadOnlyList<HandOverSubject> subjects,
        CancellationToken cancel)
    {
        await using var command = database.CreateCommand(ReadSql);
        command.Parameters.AddRange(Keys(subjects));
        await using var row = await command.ExecuteReaderAsync(cancel);
        var counts = new Dictionary<HandOverSubject, HandOverCounts>();
        while (await row.ReadAsync(cancel))
        {
            counts[new HandOverSubject(new RetailerId(row.GetGuid(0)), row.GetString(1), row.GetString(2))] = new HandOverCounts(
                row.GetInt32(3),
                row.GetInt32(4),
                row.GetInt32(5),
                row.GetInt32(6),
                row.GetInt32(7),
                row.GetInt32(8));
        }

        return counts;
    }

    /// <summary>For the transaction that moves the reader's position.</summary>
    public static NpgsqlBatchCommand AddCommand(IReadOnlyDictionary<HandOverSubject, HandOverCounts> added, DateTimeOffset now)
    {
        // In one order, so that two of them can't deadlock.
        var rows = added.OrderBy(row => row.Key.Retailer.Value)
            .ThenBy(row => row.Key.Subject, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Id, StringComparer.Ordinal)
            .ToArray();
        var command = new NpgsqlBatchCommand(AddSql);
        command.Parameters.AddRange(Keys([.. rows.Select(row => row.Key)]));
        command.Parameters.Add(StateColumns.Column(rows, row => row.Value.Attempts));
        command.Parameters.Add(StateColumns.Column(rows, row => row.Value.Refused));
        command.Parameters.Add(StateColumns.Column(rows, row => row.Value.Wrong));
        command.Parameters.Add(StateColumns.Column(rows, row => row.Value.Accepted));
        command.Parameters.Add(StateColumns.Column(rows, row => row.Value.Late));
        command.Parameters.Add(StateColumns.Column(rows, row => row.Value.Contested));
        command.Parameters.Add(StateColumns.Column(rows, _ => now));
        return command;
    }

    private static NpgsqlParameter[] Keys(IReadOnlyList<HandOverSubject> subjects) =>
    [
        StateColumns.Column(subjects, subject => subject.Retailer.Value),
        StateColumns.Column(subjects, subject => subject.Subject),
        StateColumns.Column(subjects, subject => subject.Id),
    ];
}
