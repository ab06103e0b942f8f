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
        try
        {
            await using var command = database.CreateCommand($"select migration_id from {DeliveryOtpDbContext.Schema}.{Table}");
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
                applied.Add(rows.GetString(0));
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return Known;
        }

        return [.. Known.Where(id => !applied.Contains(id))];
    }
}
