using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using Npgsql;

namespace DeliveryOtp.Api.Signals;

/// <summary>
/// What a courier or a device attempted since some day, week by week and by whom or what with: one walk through the courier's or
/// the device's own index, whatever else lies in the journal.
/// </summary>
public sealed class SubjectAttempts(NpgsqlDataSource database)
{
    /// <summary>$1 retailer, $2 courier or device, $3 the first id, $4 its time.</summary>
    private const string SumSql =
        """
        select grouping(week), week, other, count(*)::int,
            count(*) filter (where outcome = 'accepted')::int,
            count(*) filter (where outcome = 'wrong_code')::int,
            count(*) filter (where is_late)::int,
            count(*) filter (where is_contested)::int,
            min(recorded_at), max(recorded_at)
        from own
        group by grouping sets ((week), (other))
        order by max(recorded_at) desc
        """;

    /// <summary>A contest is counted in the week of the attempt that it is about.</summary>
    private const string OwnSql =
        """
            j.recorded_at, j.outcome, floor(extract(epoch from j.recorded_at - $4) / 604800)::int as week,
            j.outcome = 'accepted' and exists (
                select from deliveryotp.attempt_signals s
                where s.retailer_id = j.retailer_id and s.signal = 'late_acceptance' and s.attempt_id = j.id) as is_late,
            j.outcome = 'accepted' and exists (
                select from deliveryotp.journal c
                where c.retailer_id = j.retailer_id and c.delivery_id = j.delivery_id and c.kind = 'contested') as is_contested
        from deliveryotp.journal j
        where j.retailer_id = $1 and j.kind = 'attempted' and j.id >= $3
        """;

    private const string CourierSql = $"with own as (select j.device_id as other,\n{OwnSql} and j.courier_id = $2)\n{SumSql}";

    private const string DeviceSql = $"with own as (select j.courier_id as other,\n{OwnSql} and j.device_id = $2)\n{SumSql}";

    public Task<AttemptSums> OfCourierAsync(RetailerId retailer, string id, DateTimeOffset from, CancellationToken cancel) =>
        SumAsync(CourierSql, retailer, id, from, cancel);

    public Task<AttemptSums> OfDeviceAsync(RetailerId retailer, string id, DateTimeOffset from, CancellationToken cancel) =>
        SumAsync(DeviceSql, retailer, id, from, cancel);

    private async Task<AttemptSums> SumAsync(string sql, RetailerId retailer, string id, DateTimeOffset from, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = retailer.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = from.FirstId() });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = from });
        await using var row = await command.ExecuteReaderAsync(cancel);
        Dictionary<int, AttemptSum> byWeek = [];
        List<Companion> companions = [];
        while (await row.ReadAsync(cancel))
        {
            var sum = new AttemptSum(row.GetInt32(3), row.GetInt32(4), row.GetInt32(5), row.GetInt32(6), row.GetInt32(7));
            if (row.GetInt32(0) == 0)
                byWeek[row.GetInt32(1)] = sum;
            else
                companions.Add(new Companion(row.GetString(2), sum, row.GetFieldValue<DateTimeOffset>(8), row.GetFieldValue<DateTimeOffset>(9)));
        }

        return new AttemptSums(byWeek, companions);
    }
}

/// <summary>Attempts, counted two ways.</summary>
/// <param name="ByWeek">0 is the first; weeks without any attempt are not here.</param>
/// <param name="Companions">The devices of a courier or the couriers of a device, whoever was seen last first.</param>
public sealed record AttemptSums(IReadOnlyDictionary<int, AttemptSum> ByWeek, IReadOnlyList<Companion> Companions);

/// <summary>How some attempts ended.</summary>
/// <param name="Attempts">All of them.</param>
/// <param name="Accepted">Among them.</param>
/// <param name="Wrong">Among them: a wrong code.</param>
/// <param name="Late">Among the accepted: in a later visit than the first.</param>
/// <param name="Contested">Among the accepted: the recipient contested it.</param>
public sealed record AttemptSum(int Attempts, int Accepted, int Wrong, int Late, int Contested)
{
    public static readonly AttemptSum None = new(0, 0, 0, 0, 0);

    /// <summary>The rest: nothing was compared, or an earlier code was.</summary>
    public int Refused => Attempts - Accepted - Wrong;
}

/// <summary>A device that a courier used, or a courier who used a device.</summary>
/// <param name="Id">Of the device or courier.</param>
/// <param name="Sum">Of the attempts together.</param>
/// <param name="FirstAt">Of them.</param>
/// <param name="LastAt">Of them.</param>
public sealed record Companion(string Id, AttemptSum Sum, DateTimeOffset FirstAt, DateTimeOffset LastAt);
