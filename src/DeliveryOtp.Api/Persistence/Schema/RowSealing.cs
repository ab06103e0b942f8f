using System.Globalization;
using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Domain.Codes;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Schema;

/// <summary>
/// Seals the rows that were there before rows were sealed, and then forbids that a seal is missing: from then on nobody takes one for a row
/// of before. A run that was cut off is gone on with.
/// </summary>
internal static class RowSealing
{
    private const int ReportEvery = 100_000;

    /// <summary>To be asked before the migrations are applied.</summary>
    /// <exception cref="SchemaMigrationException">There are rows to seal, and no code key to seal them with.</exception>
    public static async Task CheckAsync(NpgsqlDataSource owner, CodeKeyRing? ring, CancellationToken cancel)
    {
        if (ring is not null)
            return;
        foreach (var table in SealedTables.All().SelectMany(table => table.Names))
        {
            if (await AskAsync(owner, $"select to_regclass('{table}') is not null", cancel)
                && !await IsSealedAsync(owner, table, cancel)
                && await AskAsync(owner, $"select exists (select from {table})", cancel))
            {
                throw new SchemaMigrationException(
                    "This version seals the rows that there are. Set DeliveryOtp__CodeKeys__0__Id and DeliveryOtp__CodeKeys__0__Secret as the "
                    + "service has them, then migrate again.");
            }
        }
    }

    public static async Task RunAsync(NpgsqlDataSource owner, CodeKeyRing? ring, Action<string> report, CancellationToken cancel)
    {
        foreach (var table in SealedTables.All())
        {
            if (await IsSealedAsync(owner, table.Names[0], cancel))
                continue;
            if (ring is not null)
                await SealAsync(owner, table, ring, report, cancel);
            foreach (var name in table.Names)
                await ForbidMissingAsync(owner, name, cancel);
        }
    }

    private static async Task SealAsync(NpgsqlDataSource owner, SealedTable table, CodeKeyRing ring, Action<string> report, CancellationToken cancel)
    {
        var seen = 0L;
        void Count(int rows)
        {
            if ((seen / ReportEvery) != ((seen += rows) / ReportEvery))
                report(string.Create(CultureInfo.InvariantCulture, $"{seen:N0} rows of {table.Names[0]} are sealed, and there are more."));
        }

        var count = await table.SealMissingAsync(owner, ring, new SealingWatch(_ => { }, Count), cancel);
        if (count > 0)
            report(string.Create(CultureInfo.InvariantCulture, $"{count:N0} rows of {table.Names[0]} are sealed under the code key {ring.Keys[0].Id}."));
    }

    private static async Task ForbidMissingAsync(NpgsqlDataSource owner, string table, CancellationToken cancel)
    {
        await using var command = owner.CreateCommand($"alter table {table} alter column seal set not null, alter column seal_key_id set not null");
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static Task<bool> IsSealedAsync(NpgsqlDataSource owner, string table, CancellationToken cancel) => AskAsync(
        owner,
        $"select exists (select from pg_attribute where attrelid = '{table}'::regclass and attname = 'seal' and attnotnull)",
        cancel);

    private static async Task<bool> AskAsync(NpgsqlDataSource owner, string sql, CancellationToken cancel)
    {
        await using var command = owner.CreateCommand(sql);
        return await command.ExecuteScalarAsync(cancel) is true;
    }
}
