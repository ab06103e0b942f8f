using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>
/// Brings a database to this version's schema as the role that owns it, and gives the service's role exactly what
/// it needs: it may add to the journal and read it, and do nothing else to it.
/// </summary>
public static class SchemaMigration
{
    /// <summary>Checks, migrates, grants. Safe to repeat, and to run from several replicas at once.</summary>
    /// <exception cref="SchemaMigrationException">A role or a right is missing; the message is the SQL to run.</exception>
    public static async Task RunAsync(string ownerConnection, string serviceConnection, CancellationToken cancel)
    {
        var service = new NpgsqlConnectionStringBuilder(serviceConnection).Username
            ?? throw new SchemaMigrationException("ConnectionStrings__DeliveryOtp names no Username.");
        await CheckRolesAsync(ownerConnection, service, cancel);

        await using var database = new DeliveryOtpDbContext(DesignTimeFactory.Options(ownerConnection));
        await database.Database.MigrateAsync(cancel);
        await GrantAsync(ownerConnection, service, cancel);
    }

    private static async Task CheckRolesAsync(string ownerConnection, string service, CancellationToken cancel)
    {
        await using var owner = NpgsqlDataSource.Create(ownerConnection);
        await using var command = owner.CreateCommand(
            """
            select current_user,
                   current_database(),
                   has_database_privilege(current_database(), 'CREATE')
                       or exists (select from pg_namespace where nspname = 'deliveryotp' and nspowner = current_user::regrole),
                   exists (select from pg_roles where rolname = $1),
                   coalesce((select rolsuper or rolcreaterole from pg_roles where rolname = $1), false),
                   exists (select from pg_roles where rolname = $1) and pg_has_role($1, current_user, 'MEMBER')
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = service });
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        var (ownerRole, databaseName) = (row.GetString(0), row.GetString(1));
        List<string> missing = [];
        if (!row.GetBoolean(3))
            missing.Add($"CREATE ROLE {Quote(service)} LOGIN PASSWORD '…';");
        if (!row.GetBoolean(2))
            missing.Add($"GRANT CREATE ON DATABASE {Quote(databaseName)} TO {Quote(ownerRole)};");
        if (row.GetBoolean(4))
            missing.Add($"ALTER ROLE {Quote(service)} NOSUPERUSER NOCREATEROLE; -- or a new role for the service");
        else if (string.Equals(service, ownerRole, StringComparison.Ordinal) || row.GetBoolean(5))
            missing.Add($"CREATE ROLE deliveryotp LOGIN PASSWORD '…'; -- the service must not be {Quote(ownerRole)} or a member of it: who owns the journal can rewrite it");
        if (missing.Count > 0)
            throw new SchemaMigrationException("Run this as a database administrator first:\n  " + string.Join("\n  ", missing));
    }

    /// <summary>Role names can't be parameters of GRANT, so the server itself quotes the name.</summary>
    private static async Task GrantAsync(string ownerConnection, string service, CancellationToken cancel)
    {
        await using var owner = NpgsqlDataSource.Create(ownerConnection);
        await using var batch = owner.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select set_config('deliveryotp.service_role', $1, false)")
        {
            Parameters = { new NpgsqlParameter { Value = service } },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            do $$
            declare service text := current_setting('deliveryotp.service_role');
            begin
                execute format('revoke all on all tables in schema deliveryotp from %I', service);
                execute format('grant usage on schema deliveryotp to %I', service);
                execute format('grant select on all tables in schema deliveryotp to %I', service);
                execute format('grant insert on deliveryotp.retailers to %I', service);
                execute format('grant insert, update (last_used_at, revoked_at) on deliveryotp.api_keys to %I', service);
                execute format('grant insert, update on deliveryotp.deliveries to %I', service);
                execute format('grant insert on deliveryotp.journal to %I', service);
                execute format('grant insert on deliveryotp.access_log to %I', service);
            end $$
            """));
        await batch.ExecuteNonQueryAsync(cancel);
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

/// <summary>The database lacks something that only its administrator can give.</summary>
public sealed class SchemaMigrationException(string message) : Exception(message);
