using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.Benchmarks.Seeding;
using Npgsql;

namespace DeliveryOtp.Benchmarks.Load;

/// <summary>Whether what was answered is what was recorded: a fast service that loses attempts would be no use.</summary>
internal sealed class JournalCheck(BenchCluster cluster, Tenant tenant, string schema = Statistics.Product)
{
    // Requests that were cut off at the end are finished, or given up, by then.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(500);

    private const string OutcomesSql =
        """
        select outcome, count(*) from {schema}.journal
        where retailer_id = $1 and kind = 'attempted' and id >= $2
        group by outcome order by outcome
        """;

    private const string IssuedSql =
        "select 'issued', count(*) from {schema}.deliveries where retailer_id = $1 and id >= $2";

    /// <summary>The attempts recorded since, by outcome.</summary>
    public Task<IReadOnlyDictionary<string, long>> AttemptsAsync(
        DateTimeOffset since, long answered, int inFlight, CancellationToken cancel) =>
        CountAsync(OutcomesSql, since, answered, inFlight, cancel);

    /// <summary>The deliveries created since.</summary>
    public Task<IReadOnlyDictionary<string, long>> IssuedAsync(
        DateTimeOffset since, long answered, int inFlight, CancellationToken cancel) =>
        CountAsync(IssuedSql, since, answered, inFlight, cancel);

    private async Task<IReadOnlyDictionary<string, long>> CountAsync(
        string sql, DateTimeOffset since, long answered, int inFlight, CancellationToken cancel)
    {
        await Task.Delay(Settling, cancel);
        await using var command = cluster.Superuser.CreateCommand(sql.Replace("{schema}", schema, StringComparison.Ordinal));
        command.Parameters.Add(new NpgsqlParameter { Value = tenant.Id });
        command.Parameters.Add(new NpgsqlParameter { Value = since.FirstId() });
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            counts.Add(reader.GetString(0), reader.GetInt64(1));

        var recorded = counts.Values.Sum();
        return recorded >= answered && recorded <= answered + inFlight
            ? counts
            : throw new BenchmarkException($"{answered} requests were answered, but {recorded} are recorded.");
    }
}
