using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>
/// Ready means: the database answers, has every migration of this version, and would refuse this service's role
/// if it tried to rewrite the journal.
/// </summary>
internal sealed class DatabaseHealth(NpgsqlDataSource database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default)
    {
        try
        {
            return await ExplainAsync(cancellationToken) is { } reason
                ? HealthCheckResult.Unhealthy(reason)
                : HealthCheckResult.Healthy();
        }
        catch (PostgresException exception) when (!exception.IsTransient)
        {
            return HealthCheckResult.Unhealthy("The database refuses the service: check ConnectionStrings__DeliveryOtp.", exception);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            return HealthCheckResult.Unhealthy("The database is away.", exception);
        }
    }

    /// <summary>Null: the schema is complete, and the journal is safe from this service's role.</summary>
    public async Task<string?> ExplainAsync(CancellationToken cancel)
    {
        try
        {
            var pending = await MigrationHistory.PendingAsync(database, cancel);
            if (pending.Count > 0)
                return $"{Migrations(pending.Count)} pending: run `deliveryotp migrate`.";
            if (!await AskAsync(MayAddToJournal, cancel))
                return "The service's role lacks its rights: run `deliveryotp migrate`.";
            return await AskAsync(MayRewriteJournal, cancel)
                ? "The service's role may rewrite the journal: `deliveryotp migrate` says how to give it one that owns nothing."
                : null;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return "The service's role lacks its rights: run `deliveryotp migrate`.";
        }
    }

    private static string Migrations(int count) => count == 1 ? "1 migration is" : $"{count} migrations are";

    private async Task<bool> AskAsync(string question, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(question);
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    private const string MayAddToJournal = "select has_table_privilege('deliveryotp.journal', 'INSERT')";

    /// <summary>By a right on the table or one of its columns, or through a role that could give itself one.</summary>
    private const string MayRewriteJournal =
        """
        select has_table_privilege(c.oid, 'DELETE, TRUNCATE, TRIGGER')
            or has_any_column_privilege(c.oid, 'UPDATE')
            or pg_has_role(c.relowner, 'MEMBER')
            or pg_has_role(n.nspowner, 'MEMBER')
            or pg_has_role(d.datdba, 'MEMBER')
            or exists (select from pg_roles r where r.rolcreaterole and pg_has_role(r.oid, 'MEMBER'))
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        join pg_database d on d.datname = current_database()
        where c.oid = 'deliveryotp.journal'::regclass
        """;
}
