using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>
/// Ready means: the database answers, has every migration of this version, and would refuse this service's role
/// if it tried to rewrite the journal.
/// </summary>
internal sealed class DatabaseHealth(DeliveryOtpDbContext database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default)
    {
        try
        {
            var pending = (await database.Database.GetPendingMigrationsAsync(cancellationToken)).ToArray();
            if (pending.Length > 0)
                return HealthCheckResult.Unhealthy($"{pending.Length} migrations are pending: run `deliveryotp migrate`.");

            return await MayRewriteJournalAsync(cancellationToken)
                ? HealthCheckResult.Unhealthy("The service's role may rewrite the journal: give it a role that owns nothing.")
                : HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            return HealthCheckResult.Unhealthy("The database is away.", exception);
        }
    }

    private async Task<bool> MayRewriteJournalAsync(CancellationToken cancel) => await database.Database
        .SqlQuery<bool>(
            $"""
            select has_table_privilege('deliveryotp.journal', 'UPDATE, DELETE, TRUNCATE')
                or pg_has_role(c.relowner, 'MEMBER') as "Value"
            from pg_class c where c.oid = 'deliveryotp.journal'::regclass
            """)
        .SingleAsync(cancel);
}
