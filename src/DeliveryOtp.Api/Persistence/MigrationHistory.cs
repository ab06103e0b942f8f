using System.Reflection;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>
/// Which migrations a database has, asked without EF Core: to say "none is pending", which is nearly always the answer,
/// it would first build its whole model.
/// </summary>
internal static class MigrationHistory
{
    /// <summary>In the service's schema, beside its tables.</summary>
    public const string Table = "migrations";

    private const string Name = $"{DeliveryOtpDbContext.Schema}.{Table}";

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
