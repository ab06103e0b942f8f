using DeliveryOtp.Domain.Codes;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Schema;

/// <summary>
/// Brings a database to this version's schema as the role that owns it, and gives the service's role exactly what
/// it needs: it may add to the journal and read it, and do nothing else to it.
/// </summary>
public static class SchemaMigration
{
    private const string OwnerVariable = "ConnectionStrings__" + DatabaseOptions.OwnerConnection;
    private const string ServiceVariable = "ConnectionStrings__" + DatabaseOptions.ServiceConnection;

    /// <inheritdoc cref="RunAsync(string, string, CodeKeyRing, Action{string}, CancellationToken)"/>
    public static Task RunAsync(string ownerConnection, string serviceConnection, CodeKeyRing? ring, CancellationToken cancel) =>
        RunAsync(ownerConnection, serviceConnection, ring, _ => { }, cancel);

    /// <summary>Checks, migrates, grants. Safe to repeat, and to run from several replicas at once.</summary>
    /// <param name="ownerConnection">Signs in as the role that owns the schema.</param>
    /// <param name="serviceConnection">Only the name of its role is used.</param>
    /// <param name="ring">The service's code keys, to seal API keys and rows with; null: what is sealed stays as it is.</param>
    /// <param name="report">Told what was done, a line at a time.</param>
    /// <param name="cancel">Stops between two steps; what is half done is undone.</param>
    /// <exception cref="SchemaMigrationException">The server is too old, or a role or a right is missing; the message is the SQL to run.</exception>
    /// <exception cref="DatabaseSettingException">A connection string can't be read.</exception>
    public static async Task RunAsync(
        string ownerConnection,
        string serviceConnection,
        CodeKeyRing? ring,
        Action<string> report,
        CancellationToken cancel)
    {
        var settings = OwnerSettings(ownerConnection);
        var service = DatabaseOptions.Parse(DatabaseOptions.ServiceConnection, serviceConnection).Username;
        if (string.IsNullOrEmpty(service))
            throw new DatabaseSettingException($"{ServiceVariable} names no Username: which role is the service's?");

        try
        {
            await using var owner = NpgsqlDataSource.Create(settings);
            await using var turn = await MigrationTurn.TakeAsync(owner, report, cancel);
            if (await ServerVersion.RefuseAsync(owner, cancel) is { } tooOld)
                throw new SchemaMigrationException(tooOld);
            await SchemaRoles.CheckAsync(owner, service, cancel);
            if (await MigrationHistory.RefuseAsync(owner, cancel) is { } before)
                throw new SchemaMigrationException(before);
            await ApiKeySealing.CheckAsync(owner, ring, cancel);
            await RowSealing.CheckAsync(owner, ring, cancel);
            await ApplyAsync(owner, report, cancel);
            await ApiKeySealing.RunAsync(owner, ring, report, cancel);
            await RowSealing.RunAsync(owner, ring, report, cancel);
            await ContactDigesting.RunAsync(owner, ring, report, cancel);
            await GrantAsync(owner, service, cancel);
            report($"{service} may use the schema, and only add to the journal.");
            if (await LargeObjects.RefuseAsync(owner, service, cancel) is { } advice)
                report(advice);
        }
        catch (NpgsqlException exception)
        {
            throw new SchemaMigrationException(Explain(exception, settings));
        }
    }

    /// <summary>The migrations of this version that the database lacks, in order.</summary>
    /// <exception cref="SchemaMigrationException">The database is away, too old, or refuses the role.</exception>
    public static async Task<IReadOnlyList<string>> PendingAsync(string ownerConnection, CancellationToken cancel)
    {
        var settings = OwnerSettings(ownerConnection);
        try
        {
            await using var owner = NpgsqlDataSource.Create(settings);
            if ((await ServerVersion.RefuseAsync(owner, cancel) ?? await MigrationHistory.RefuseAsync(owner, cancel)) is { } tooOld)
                throw new SchemaMigrationException(tooOld);
            return await MigrationHistory.PendingAsync(owner, cancel);
        }
        catch (NpgsqlException exception)
        {
            throw new SchemaMigrationException(Explain(exception, settings));
        }
    }

    /// <summary>No pool: nothing of the owner's outlives the migration. No time limit: an index on a large table takes its time.</summary>
    private static NpgsqlConnectionStringBuilder OwnerSettings(string ownerConnection)
    {
        var settings = DatabaseOptions.Parse(DatabaseOptions.OwnerConnection, ownerConnection);
        settings.Pooling = false;
        settings.CommandTimeout = 0;
        settings.ApplicationName ??= "deliveryotp migrate";
        return settings;
    }

    private static async Task ApplyAsync(NpgsqlDataSource owner, Action<string> report, CancellationToken cancel)
    {
        var pending = await MigrationHistory.PendingAsync(owner, cancel);
        if (pending.Count == 0)
        {
            report("The schema is up to date.");
            return;
        }

        await using var database = DesignTimeFactory.Create(owner);
        var migrator = database.GetService<IMigrator>();
        foreach (var migration in pending)
        {
            await migrator.MigrateAsync(migration, cancel);
            report($"Applied {migration}.");
        }
    }

    /// <summary>
    /// Role names can't be parameters of GRANT, so the server itself quotes the name. One transaction: a running service
    /// never sees itself without its rights.
    /// </summary>
    private static async Task GrantAsync(NpgsqlDataSource owner, string service, CancellationToken cancel)
    {
        await using var batch = owner.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select set_config('deliveryotp.service_role', $1, true)")
        {
            Parameters = { new NpgsqlParameter { Value = service } },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            do $$
            declare
                service text := current_setting('deliveryotp.service_role');
                sealed text;
            begin
                revoke all on schema deliveryotp from public;
                revoke all on all tables in schema deliveryotp from public;
                execute format('revoke all on schema deliveryotp from %I', service);
                execute format('revoke all on all tables in schema deliveryotp from %I', service);
                if pg_has_role((select datdba from pg_database where datname = current_database()), 'MEMBER') then
                    execute format('revoke temporary on database %I from public, %I', current_database(), service);
                end if;
                execute format('grant usage on schema deliveryotp to %I', service);
                execute format('grant usage on all sequences in schema deliveryotp to %I', service);
                execute format('grant select on all tables in schema deliveryotp to %I', service);
                execute format('grant insert on deliveryotp.retailers to %I', service);
                execute format('grant insert, update (last_used_at, revoked_at, seal, seal_key_id) on deliveryotp.api_keys to %I', service);
                execute format('grant insert on deliveryotp.credential_events to %I', service);
                execute format('grant insert on deliveryotp.deliveries, deliveryotp.delivery_states, deliveryotp.wrong_tries, '
                    'deliveryotp.refused_visits to %I', service);
                -- No row becomes another's: its key stays.
                foreach sealed in array array['deliveries', 'delivery_states', 'wrong_tries', 'refused_visits'] loop
                    execute format('grant update (%s) on deliveryotp.%I to %I', (
                        select string_agg(quote_ident(a.attname), ', ') from pg_attribute a
                        where a.attrelid = ('deliveryotp.' || sealed)::regclass and a.attnum > 0 and not a.attisdropped
                            and not exists (
                                select from pg_constraint c
                                where c.conrelid = a.attrelid and c.contype = 'p' and a.attnum = any (c.conkey))), sealed, service);
                end loop;
                execute format('grant insert on deliveryotp.journal, deliveryotp.journal_order, deliveryotp.attempt_signals to %I', service);
                execute format('grant insert, delete on deliveryotp.journal_unsequenced to %I', service);
                execute format('grant insert, update, delete on deliveryotp.journal_set_aside to %I', service);
                execute format('grant insert on deliveryotp.access_log to %I', service);
                execute format('grant insert, update, delete on deliveryotp.webhook_endpoints, deliveryotp.webhook_messages, '
                    'deliveryotp.webhook_posts, deliveryotp.webhook_lanes to %I', service);
                execute format('grant insert on deliveryotp.data_protection_keys to %I', service);
                execute format('grant insert on deliveryotp.policy_changes to %I', service);
                execute format('grant insert, update (name, seen_at) on deliveryotp.people to %I', service);
                execute format('grant insert, update on deliveryotp.journal_readers to %I', service);
                execute format('grant insert, update on deliveryotp.hand_overs to %I', service);
                execute format('grant insert, update, delete on deliveryotp.outgoing_mails, deliveryotp.mail_counts to %I', service);
                execute format('grant insert, update (notes, last_note_at, last_note, outcome, grounds, reasons, evidence_kept_at, '
                    'decided_at, decided_by_role, decided_by_id) on deliveryotp.disputes to %I', service);
            end $$
            """));
        await batch.ExecuteNonQueryAsync(cancel);
    }

    private static string Explain(NpgsqlException exception, NpgsqlConnectionStringBuilder settings) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            $"There is no database {settings.Database ?? settings.Username}. Run this as a database administrator first:\n"
            + $"  CREATE DATABASE {Quote(settings.Database ?? settings.Username)} OWNER {Quote(settings.Username)};",
        PostgresException refused => $"PostgreSQL says no: {refused.MessageText} ({refused.SqlState}). Check {OwnerVariable}.",
        _ => $"PostgreSQL does not answer at {settings.Host}:{settings.Port} ({exception.Message}). Check {OwnerVariable}.",
    };

    private static string Quote(string? name) => $"\"{name?.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

/// <summary>The database lacks something that only its administrator can give.</summary>
public sealed class SchemaMigrationException(string message) : Exception(message)
{
    /// <param name="what">What there is, in the plural.</param>
    internal static SchemaMigrationException NoCodeKey(string what) => new(
        $"This version seals the {what} that there are. Set DeliveryOtp__CodeKeys__0__Id and DeliveryOtp__CodeKeys__0__Secret as the "
        + "service has them, then migrate again.");
}
