using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Signals;
using Npgsql;

namespace DeliveryOtp.Api.Signals;

/// <summary>Whose hand-overs are counted: a courier's, a device's, or a whole fleet's.</summary>
public readonly record struct HandOverSubject(RetailerId Retailer, string Subject, string Id)
{
    public static HandOverSubject Fleet(RetailerId retailer) => new(retailer, HandOverRow.Fleet, string.Empty);

    public static HandOverSubject Courier(RetailerId retailer, CourierId courier) => new(retailer, HandOverRow.Courier, courier.Value);

    public static HandOverSubject Device(RetailerId retailer, DeviceId device) => new(retailer, HandOverRow.Device, device.Value);
}

/// <summary>Reads the counts of hand-overs and the couriers' last visits, and adds to them.</summary>
public sealed class HandOverCounting(NpgsqlDataSource database)
{
    private const string ReadSql =
        """
        select k.n, h.attempts, h.refused, h.wrong, h.accepted, h.late, h.contested, h.track
        from unnest($1::uuid[], $2::text[], $3::text[]) with ordinality as k (retailer_id, subject, subject_id, n)
        cross join lateral (
            select * from deliveryotp.hand_overs h
            where h.retailer_id = k.retailer_id and h.subject = k.subject and h.subject_id = k.subject_id
            limit 1) h
        """;

    private const string AddSql =
        """
        insert into deliveryotp.hand_overs as h (
            retailer_id, subject, subject_id, attempts, refused, wrong, accepted, late, contested, first_at, last_at, track)
        select * from unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[],
            $10::timestamptz[], $10::timestamptz[], $11::bytea[])
        on conflict (retailer_id, subject, subject_id) do update
        set attempts = h.attempts + excluded.attempts, refused = h.refused + excluded.refused, wrong = h.wrong + excluded.wrong,
            accepted = h.accepted + excluded.accepted, late = h.late + excluded.late, contested = h.contested + excluded.contested,
            last_at = greatest(h.last_at, excluded.last_at), track = coalesce(excluded.track, h.track)
        """;

    /// <summary>What there is of each; who has no row yet has nothing.</summary>
    public async Task<IReadOnlyDictionary<HandOverSubject, HandOverSum>> ReadAsync(IReadOnlyList<HandOverSubject> subjects, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(ReadSql);
        command.Parameters.AddRange(Keys(subjects));
        await using var row = await command.ExecuteReaderAsync(cancel);
        var read = subjects.ToDictionary(subject => subject, _ => new HandOverSum(HandOverCounts.None, Track: null));
        while (await row.ReadAsync(cancel))
        {
            read[subjects[(int)row.GetInt64(0) - 1]] = new(
                new HandOverCounts(
                    row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5), row.GetInt32(6)),
                row.IsDBNull(7) ? null : row.GetFieldValue<byte[]>(7));
        }

        return read;
    }

    /// <summary>For the transaction that moves the reader's position.</summary>
    public static NpgsqlBatchCommand AddCommand(IReadOnlyDictionary<HandOverSubject, HandOverSum> added, DateTimeOffset now)
    {
        // In one order, so that two of them can't deadlock.
        var rows = added.OrderBy(row => row.Key.Retailer.Value)
            .ThenBy(row => row.Key.Subject, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Id, StringComparer.Ordinal)
            .ToArray();
        var command = new NpgsqlBatchCommand(AddSql);
        command.Parameters.AddRange(Keys([.. rows.Select(row => row.Key)]));
        command.Parameters.Add(SqlArray.Of(rows, row => row.Value.Counts.Attempts));
        command.Parameters.Add(SqlArray.Of(rows, row => row.Value.Counts.Refused));
        command.Parameters.Add(SqlArray.Of(rows, row => row.Value.Counts.Wrong));
        command.Parameters.Add(SqlArray.Of(rows, row => row.Value.Counts.Accepted));
        command.Parameters.Add(SqlArray.Of(rows, row => row.Value.Counts.Late));
        command.Parameters.Add(SqlArray.Of(rows, row => row.Value.Counts.Contested));
        command.Parameters.Add(SqlArray.Of(rows, _ => now));
        command.Parameters.Add(SqlArray.Of(rows, row => row.Value.Track));
        return command;
    }

    private static NpgsqlParameter[] Keys(IReadOnlyList<HandOverSubject> subjects) =>
    [
        SqlArray.Of(subjects, subject => subject.Retailer.Value),
        SqlArray.Of(subjects, subject => subject.Subject),
        SqlArray.Of(subjects, subject => subject.Id),
    ];
}

/// <summary>A subject's row, or what is added to it.</summary>
/// <param name="Counts">How its hand-overs went.</param>
/// <param name="Track">A <see cref="CourierTrack"/>; null: none, or as it was.</param>
public sealed record HandOverSum(HandOverCounts Counts, byte[]? Track);
