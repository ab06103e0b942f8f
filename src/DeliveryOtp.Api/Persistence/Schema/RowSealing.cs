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
    private const int Named = 10;

    /// <summary>To be asked before the migrations are applied.</summary>
    /// <exception cref="SchemaMigrationException">There are rows to seal, and no code key to seal them with.</exception>
    public static async Task CheckAsync(NpgsqlDataSource owner, CodeKeyRing? ring, CancellationToken cancel)
    {
        if (ring is not null)
            return;
        foreach (var table in SealedTables.All().SelectMany(table => table.Names))
        {
            if (await AskAsync(owner, $"select to_regclass('{table}') is not null", cancel)
                && !await AreSealedAsync(owner, [table], cancel)
                && await AskAsync(owner, $"select exists (select from {table})", cancel))
            {
                throw SchemaMigrationException.NoCodeKey("rows");
            }
        }
    }

    /// <exception cref="SchemaMigrationException">There are rows that can't be read, or that somebody has written to; they are named.</exception>
    public static async Task RunAsync(NpgsqlDataSource owner, CodeKeyRing? ring, Action<string> report, CancellationToken cancel)
    {
        foreach (var table in SealedTables.All())
        {
            if (await AreSealedAsync(owner, table.Names, cancel))
                continue;
            if (ring is not null)
                await SealAsync(owner, table, ring, report, cancel);
            await using var forbid = owner.CreateCommand(string.Join(
                "; ", table.Names.Select(name => $"alter table {name} alter column seal set not null, alter column seal_key_id set not null")));
            await forbid.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>Whether no seal may be missing any more.</summary>
    public static Task<bool> IsDoneAsync(NpgsqlDataSource database, CancellationToken cancel) =>
        AreSealedAsync(database, [.. SealedTables.All().SelectMany(table => table.Names)], cancel);

    private static async Task SealAsync(NpgsqlDataSource owner, SealedTable table, CodeKeyRing ring, Action<string> report, CancellationToken cancel)
    {
        var (seen, broken) = (0L, new List<string>());
        void Count(int rows)
        {
            var reported = seen / ReportEvery;
            seen += rows;
            if (seen / ReportEvery > reported)
                report(string.Create(CultureInfo.InvariantCulture, $"{seen:N0} rows of {table.Names[0]} are sealed, and there are more."));
        }

        var count = await table.SealMissingAsync(owner, ring, new SealingWatch(broken.Add, Count), cancel);
        if (count > 0)
            report(string.Create(CultureInfo.InvariantCulture, $"{count:N0} rows of {table.Names[0]} are sealed under the code key {ring.Keys[0].Id}."));
        if (broken.Count > 0)
            throw new SchemaMigrationException($"{broken.Count} rows can't be sealed, since they can't be read or have lost a seal: {string.Join(", ", broken.Take(Named))}. Mend or delete them, then migrate again.");
    }

    private static Task<bool> AreSealedAsync(NpgsqlDataSource database, IReadOnlyList<string> tables, CancellationToken cancel) => AskAsync(
        database,
        $"""
        select count(*) = {tables.Count} from pg_attribute
        where attrelid in ({string.Join(", ", tables.Select(table => $"'{table}'::regclass"))}) and attname = 'seal' and attnotnull
        """,
        cancel);

    private static async Task<bool> AskAsync(NpgsqlDataSource owner, string sql, CancellationToken cancel)
    {
        await using var command = owner.CreateCommand(sql);
        return await command.ExecuteScalarAsync(cancel) is true;
    }
}
