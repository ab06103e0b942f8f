using System.Reflection;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Schema;

/// <summary>
/// Which migrations a database has, asked without EF Core: to say "none is pending", which is nearly always the answer,
/// it would first build its whole model.
/// </summary>
internal static class MigrationHistory
{
    /// <summary>In the service's schema, beside its tables.</summary>
    public const string Table = "migrations";

    private const string Name = $"{DeliveryOtpDbContext.Schema}.{Table}";

    /// <summary>The first migration of what came before the first release; nothing leads on from there.</summary>
    private const string BeforeTheFirst = "20261124094217_InitialSchema";

    /// <summary>Null: it is no database of before the first release.</summary>
    public static async Task<string?> RefuseAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var find = database.CreateCommand($"select to_regclass('{Name}') is not null");
        if (await find.ExecuteScalarAsync(cancel) is not true)
            return null;
        await using var command = database.CreateCommand($"select exists (select from {Name} where migration_id = '{BeforeTheFirst}')");
        return await command.ExecuteScalarAsync(cancel) is true
            ? "This database is of a version before the first release, and can't be taken along: start anew with an empty one "
                + "(of ./dev run: delete its directory, which is .local unless --data says otherwise)."
            : null;
    }

    private static readonly string[] Known =
    [
        .. typeof(MigrationHistory).Assembly.GetTypes()
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id)
            .OfType<string>()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The migrations of this version that the database lacks, in order.</summary>
    public static async Task<IReadOnlyList<string>> PendingAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        HashSet<string> applied = new(StringComparer.Ordinal);

        // Asked first: a query of a table that isn't there yet would fill the server's log with errors while one waits.
        await using var find = database.CreateCommand($"select to_regclass('{Name}') is not null");
        if (await find.ExecuteScalarAsync(cancel) is not true)
            return Known;

        await using var command = database.CreateCommand($"select migration_id from {Name}");
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            applied.Add(rows.GetString(0));
        return [.. Known.Where(id => !applied.Contains(id))];
    }
}
