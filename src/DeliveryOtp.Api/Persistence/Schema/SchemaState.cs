using Npgsql;

namespace DeliveryOtp.Api.Persistence.Schema;

/// <summary>Why the service can't work on a database, and what to do about it.</summary>
internal sealed record SchemaLack(SchemaLackKind Kind, string Sentence);

internal enum SchemaLackKind
{
    Away,
    Refused,
    TooOld,
    NotMigrated,
}

/// <summary>Whether the database has all that this version needs: a server that is new enough, every migration, the role's rights.</summary>
internal static class SchemaState
{
    private const string MayAddToJournal = "select has_table_privilege('deliveryotp.journal', 'INSERT')";

    private static readonly SchemaLack NoRights = new(
        SchemaLackKind.NotMigrated,
        "The service's role lacks its rights: run `deliveryotp migrate`.");

    /// <summary>Null: nothing is missing.</summary>
    public static async Task<SchemaLack?> FindLackAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        try
        {
            return await ExamineAsync(database, cancel);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return NoRights;
        }
        catch (PostgresException exception) when (!exception.IsTransient)
        {
            return new(SchemaLackKind.Refused, "The database refuses the service: check ConnectionStrings__DeliveryOtp.");
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            return new(SchemaLackKind.Away, "The database is away.");
        }
    }

    private static async Task<SchemaLack?> ExamineAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        if ((await ServerVersion.RefuseAsync(database, cancel) ?? await MigrationHistory.RefuseAsync(database, cancel)) is { } tooOld)
            return new(SchemaLackKind.TooOld, tooOld);
        var pending = await MigrationHistory.PendingAsync(database, cancel);
        if (pending.Count > 0)
            return new(SchemaLackKind.NotMigrated, $"{Migrations(pending.Count)} pending: run `deliveryotp migrate`.");
        if (!await RowSealing.IsDoneAsync(database, cancel))
            return new(SchemaLackKind.NotMigrated, "Rows are not sealed yet: `deliveryotp migrate` is at it, or was cut off and has to be run again.");
        await using var command = database.CreateCommand(MayAddToJournal);
        return await command.ExecuteScalarAsync(cancel) is true ? null : NoRights;
    }

    private static string Migrations(int count) => count == 1 ? "1 migration is" : $"{count} migrations are";
}
