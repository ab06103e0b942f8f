using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using Npgsql;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>What a retailer's doors are like these days, summed up: each figure is read from an index in the order of time.</summary>
public sealed class RecentSums(NpgsqlDataSource database)
{
    /// <summary>Beyond this, the exact number of reviews is not worth counting.</summary>
    public const int ReviewLimit = 1000;

    private const int DaysAhead = 7;

    /// <summary>
    /// A lock-out is the wrong code that took the last try. What an entry says at length is left behind before anything is sorted.
    /// </summary>
    private const string HoursSql =
        $"""
        with recent as materialized (
            select date_trunc('hour', j.recorded_at, 'UTC') as hour, j.outcome,
                j.outcome = 'wrong_code' and j.{StoredPath.TriesLeft} = '0' as locks
            from deliveryotp.journal j
            where j.retailer_id = $1 and j.kind = 'attempted' and j.id >= $2)
        select hour, count(*)::int,
            count(*) filter (where outcome = 'accepted')::int,
            count(*) filter (where outcome = 'wrong_code')::int,
            count(*) filter (where locks)::int
        from recent
        group by hour
        """;

    private const string WrongSql =
        """
        select j.courier_id, (array_agg(j.recorded_at order by j.id desc))[1:$3]
        from deliveryotp.journal j
        where j.retailer_id = $1 and j.kind = 'attempted' and j.outcome = 'wrong_code' and j.id >= $2
        group by j.courier_id
        having count(*) >= $3
        """;

    private const string ReviewsSql =
        """
        select count(*)::int from (
            select from deliveryotp.deliveries d where d.retailer_id = $1 and d.review limit $2) r
        """;

    /// <summary>Of the open ones alone, by their own index.</summary>
    private const string DisputesSql =
        """
        select count(*) filter (where d.due_at < $2)::int, count(*) filter (where d.due_at >= $2)::int
        from deliveryotp.disputes d
        where d.retailer_id = $1 and d.decided_at is null and d.due_at < $3
        """;

    /// <summary>Hours without an attempt are not there.</summary>
    public async Task<IReadOnlyDictionary<DateTimeOffset, HourSum>> ByHourAsync(RetailerId retailer, DateTimeOffset from, CancellationToken cancel)
    {
        await using var command = CommandOf(HoursSql, retailer, from.FirstId());
        await using var row = await command.ExecuteReaderAsync(cancel);
        Dictionary<DateTimeOffset, HourSum> hours = [];
        while (await row.ReadAsync(cancel))
            hours[row.GetFieldValue<DateTimeOffset>(0)] = new HourSum(row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4));
        return hours;
    }

    /// <summary>R17: who may not confirm now, and until when; whoever may again first comes first.</summary>
    public async Task<IReadOnlyList<SuspendedCourier>> ListSuspendedAsync(RetailerId retailer, DeliveryPolicy policy, DateTimeOffset now, CancellationToken cancel)
    {
        var since = now.AddSeconds(-policy.CourierWrongWindowS - policy.CourierSuspensionS);
        await using var command = CommandOf(WrongSql, retailer, since.FirstId());
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = policy.CourierWrongLimit });
        await using var row = await command.ExecuteReaderAsync(cancel);
        List<SuspendedCourier> suspended = [];
        while (await row.ReadAsync(cancel))
        {
            if (Suspension.Until(row.GetFieldValue<DateTimeOffset[]>(1), policy) is { } until && now < until)
                suspended.Add(new SuspendedCourier(row.GetString(0), until));
        }

        return [.. suspended.OrderBy(courier => courier.Until)];
    }

    /// <summary>Deliveries that are marked for review; at most <see cref="ReviewLimit"/>.</summary>
    public async Task<int> CountReviewsAsync(RetailerId retailer, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(ReviewsSql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = retailer.Value });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = ReviewLimit });
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>Open disputes whose day has passed, or comes within the next seven days.</summary>
    public async Task<DueDisputes> CountDisputesAsync(RetailerId retailer, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(DisputesSql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = retailer.Value });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.AddDays(DaysAhead) });
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new DueDisputes(row.GetInt32(0), row.GetInt32(1));
    }

    private NpgsqlCommand CommandOf(string sql, RetailerId retailer, Guid first)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = retailer.Value });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = first });
        return command;
    }
}

/// <summary>How the attempts of some hours ended.</summary>
/// <param name="Attempts">All of them.</param>
/// <param name="Accepted">Among them.</param>
/// <param name="Wrong">Among them: a wrong code.</param>
/// <param name="LockOuts">Among the wrong: those that took the last try (R5).</param>
public sealed record HourSum(int Attempts, int Accepted, int Wrong, int LockOuts)
{
    public static readonly HourSum None = new(0, 0, 0, 0);

    /// <summary>The rest: nothing was compared, or an earlier code was.</summary>
    public int Refused => Attempts - Accepted - Wrong;

    public static HourSum operator +(HourSum left, HourSum right) => new(
        left.Attempts + right.Attempts,
        left.Accepted + right.Accepted,
        left.Wrong + right.Wrong,
        left.LockOuts + right.LockOuts);
}

/// <summary>A courier who guessed too often.</summary>
/// <param name="Id">The courier.</param>
/// <param name="Until">Under the retailer's present policy.</param>
public sealed record SuspendedCourier(string Id, DateTimeOffset Until);

/// <summary>Disputes that wait for a decision.</summary>
/// <param name="Overdue">Their day has passed.</param>
/// <param name="ThisWeek">Their day comes within the next seven.</param>
public sealed record DueDisputes(int Overdue, int ThisWeek);
