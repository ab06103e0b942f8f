using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Schema;

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
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            return HealthCheckResult.Unhealthy("The database is away.", exception);
        }
    }

    /// <summary>Null: the schema is complete, and the journal is safe from this service's role.</summary>
    public async Task<string?> ExplainAsync(CancellationToken cancel)
    {
        if (await SchemaState.FindLackAsync(database, cancel) is { } lack)
            return lack.Sentence;
        return await ExplainRightsAsync(cancel);
    }

    /// <summary>Null: of a schema that is complete, the journal is safe from this service's role.</summary>
    public async Task<string?> ExplainRightsAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand(MayRewriteJournal);
        return await command.ExecuteScalarAsync(cancel) is true
            ? "The service's role may rewrite the journal: `deliveryotp migrate` says how to give it one that owns nothing."
            : null;
    }

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
