using DeliveryOtp.Benchmarks.Rig;
using Npgsql;

namespace DeliveryOtp.Benchmarks.Abuse;

/// <summary>What the database has done so far, or between two readings.</summary>
/// <param name="Rows">In all tables of the service: counted, since PostgreSQL's own counts come late.</param>
/// <param name="Transactions">Committed; those of the last second may be missing.</param>
/// <param name="WalMib">Of the write-ahead log, in MiB.</param>
internal sealed record DatabaseUse(long Rows, long Transactions, double WalMib)
{
    private const string TablesSql = "select quote_ident(tablename) from pg_tables where schemaname = 'deliveryotp'";

    private const double BytesPerMib = 1 << 20;

    public static async Task<DatabaseUse> ReadAsync(BenchCluster cluster, CancellationToken cancel)
    {
        var counts = (await TablesAsync(cluster, cancel)).Select(table => $"(select count(*) from deliveryotp.{table})");
        await using var command = cluster.Superuser.CreateCommand(
            $"""
            select {string.Join(" + ", counts)},
                (select xact_commit from pg_stat_database where datname = current_database()),
                pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8
            """);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new DatabaseUse(row.GetInt64(0), row.GetInt64(1), row.GetDouble(2) / BytesPerMib);
    }

    public DatabaseUse Since(DatabaseUse before) => new(Rows - before.Rows, Transactions - before.Transactions, WalMib - before.WalMib);

    private static async Task<List<string>> TablesAsync(BenchCluster cluster, CancellationToken cancel)
    {
        await using var command = cluster.Superuser.CreateCommand(TablesSql);
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync(cancel);
        List<string> tables = [];
        while (await row.ReadAsync(cancel))
            tables.Add(row.GetString(0));
        return tables;
    }
}
