using System.Collections.ObjectModel;
using System.Globalization;
using DeliveryOtp.Benchmarks.Reporting;
using DeliveryOtp.Benchmarks.Rig;
using Npgsql;

namespace DeliveryOtp.Benchmarks.Floor;

/// <summary>
/// The lean floor: attempts a second of PostgreSQL alone with the least that has to be written, in a database of its own and
/// with the service paused. Its SQL is frozen, so it does not come down when the product's tables grow.
/// </summary>
internal sealed class LeanFloor(BenchSetup setup, ProcessMeter meter, string connection)
{
    /// <summary>As many attempts as share a commit under load.</summary>
    public const int Set = 64;

    private const string Database = "lean";
    private const long Deliveries = 300_000;
    private const string CountSql = "select count(*) from lean.journal";

    public static async Task<LeanFloor> CreateAsync(BenchSetup setup, ProcessMeter meter, CancellationToken cancel)
    {
        var connection = await setup.Cluster.CreateDatabaseAsync(Database, cancel);
        await using var database = NpgsqlDataSource.Create(connection);
        var tables = Resource.Read("lean-tables.sql").Replace("{count}", Text(Deliveries), StringComparison.Ordinal);
        await using (var create = database.CreateCommand(tables))
            await create.ExecuteNonQueryAsync(cancel);
        await using (var analyze = database.CreateCommand("vacuum (analyze)"))
            await analyze.ExecuteNonQueryAsync(cancel);
        return new LeanFloor(setup, meter, connection);
    }

    /// <param name="line">What the run is called in the report.</param>
    /// <param name="clients">How many of them commit at the same time.</param>
    /// <param name="set">The attempts of one transaction.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<MeasuredRun> RunAsync(string line, int clients, int set, int seconds, CancellationToken cancel)
    {
        var pgbench = new PgBench(setup.Cluster, await WriteScriptAsync(set, cancel), BenchCluster.SuperuserRole, Database);
        await using var pause = await setup.Service.PauseAsync(cancel);
        var before = await CountAsync(cancel);
        var (report, cpu) = await meter.MeasureAsync(() => pgbench.RunAsync(clients, seconds, cancel));
        var (attempts, written) = (report.Transactions * set, await CountAsync(cancel) - before);
        return attempts == written
            ? MeasuredRun.Of(line, report, cpu, ReadOnlyDictionary<string, long>.Empty, set)
            : throw new BenchmarkException($"The lean floor made {attempts} attempts, but wrote {written}.");
    }

    /// <summary>The entries so far.</summary>
    private async Task<long> CountAsync(CancellationToken cancel)
    {
        await using var database = NpgsqlDataSource.Create(connection);
        await using var count = database.CreateCommand(CountSql);
        return (long)(await count.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>Numbers in the text, not parameters: a plan for an unknown number of attempts would be another one.</summary>
    private static async Task<string> WriteScriptAsync(int set, CancellationToken cancel)
    {
        var path = BenchPaths.InOutput($"lean-{Text(set)}.sql");
        var sql = Resource.Read("lean.sql")
            .Replace("{set}", Text(set), StringComparison.Ordinal)
            .Replace("{count}", Text(Deliveries), StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, sql, cancel);
        return path;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
