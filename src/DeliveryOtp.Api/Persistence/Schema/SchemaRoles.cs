using Npgsql;

namespace DeliveryOtp.Api.Persistence.Schema;

/// <summary>
/// Whether the two roles are what the evidence needs: one that owns the schema, and one that serves and could not
/// rewrite the journal if it tried. The server itself writes the statements that mend what is wrong, so it quotes the names.
/// </summary>
internal static class SchemaRoles
{
    /// <exception cref="SchemaMigrationException">Something is wrong; the message is the SQL that mends it.</exception>
    public static async Task CheckAsync(NpgsqlDataSource owner, string service, CancellationToken cancel)
    {
        var another = await StatementsAsync(owner, AnotherRole, service, cancel);
        var missing = await StatementsAsync(owner, MissingRights, service, cancel);
        if (another.Count + missing.Count == 0)
            return;

        await using var place = owner.CreateCommand("select current_database()::text");
        var database = await place.ExecuteScalarAsync(cancel);
        throw new SchemaMigrationException(
            $"Run this in the database {database} as its administrator, then migrate again:\n  "
            + string.Join("\n  ", another.Concat(missing)));
    }

    private static async Task<List<string>> StatementsAsync(
        NpgsqlDataSource owner,
        string question,
        string service,
        CancellationToken cancel)
    {
        await using var command = owner.CreateCommand(question);
        command.Parameters.Add(new NpgsqlParameter { Value = service });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        List<string> statements = [];
        while (await rows.ReadAsync(cancel))
            statements.Add(rows.GetString(0));
        return statements;
    }

    /// <summary>The owner and the server's first superuser can't be made harmless: the service needs another role.</summary>
    private const string AnotherRole =
        """
        with me as (select * from pg_roles where rolname = current_user),
        proposed as (select case rolname when 'deliveryotp' then 'deliveryotp_service' else 'deliveryotp' end as name from me)
        select line
        from pg_roles service, me, proposed, lateral (values
            (format('-- The service may not sign in as %s: who owns the journal can rewrite it.', service.rolname)),
            (case when not exists (select from pg_roles where rolname = proposed.name)
             then format('CREATE ROLE %I LOGIN;', proposed.name) end),
            (format('-- Give it a password (\password %s), and name it as the Username of ConnectionStrings__DeliveryOtp.', proposed.name))
        ) as lines(line)
        where service.rolname = $1 and (service.oid = me.oid or service.oid = 10) and line is not null
        """;

    /// <summary>
    /// What else could rewrite the journal: superusers, makers of roles, members of a role that owns or writes everything,
    /// and the owner of the database. Then what the owner itself lacks.
    /// </summary>
    private const string MissingRights =
        """
        with me as (select * from pg_roles where rolname = current_user),
        db as (select * from pg_database where datname = current_database()),
        named as (select * from pg_roles where rolname = $1),
        service as (select named.* from named, me where named.oid <> me.oid and named.oid <> 10),
        home as (select * from pg_namespace where nspname = 'deliveryotp'),
        writers as (
            select r.oid from pg_roles r, me, db
            where r.oid in (me.oid, db.datdba)
               or r.rolsuper or r.rolcreaterole
               or r.rolname in ('pg_write_all_data', 'pg_write_server_files', 'pg_execute_server_program'))
        select line from (
            select 1, format('CREATE ROLE %I LOGIN;', $1) where not exists (select from named)
            union all
            select 2, format('-- Give it a password: \password %s', $1) where not exists (select from named)
            union all
            select 3, format('ALTER ROLE %I LOGIN;', rolname) from service where not rolcanlogin
            union all
            select 4, format('ALTER ROLE %I NOSUPERUSER NOCREATEROLE;', rolname) from service where rolsuper or rolcreaterole
            union all
            select 5, format('REVOKE %I FROM %I', granted.rolname, service.rolname)
                || case when current_setting('server_version_num')::int >= 160000
                   then coalesce(format(' GRANTED BY %I;', grantor.rolname), ';') else ';' end
            from service
            join pg_auth_members m on m.member = service.oid
            join pg_roles granted on granted.oid = m.roleid
            left join pg_roles grantor on grantor.oid = m.grantor
            where exists (select from writers w where w.oid <> service.oid and pg_has_role(granted.oid, w.oid, 'MEMBER'))
            union all
            select 6, format('ALTER DATABASE %I OWNER TO %I;', db.datname, me.rolname)
            from db, me, service where db.datdba = service.oid
            union all
            select 7, format('GRANT CREATE ON DATABASE %I TO %I;', db.datname, me.rolname)
            from db, me where not exists (select from home) and not has_database_privilege(db.oid, 'CREATE')
            union all
            select 8, format('ALTER SCHEMA deliveryotp OWNER TO %I;', me.rolname) from home, me where home.nspowner <> me.oid
            union all
            select 9, format('ALTER TABLE deliveryotp.%I OWNER TO %I;', c.relname, me.rolname)
            from home join pg_class c on c.relnamespace = home.oid, me where c.relkind in ('r', 'p') and c.relowner <> me.oid
            union all
            select 10, format('GRANT CONNECT ON DATABASE %I TO %I;', db.datname, $1)
            from db where not coalesce(
                (select has_database_privilege(named.oid, db.oid, 'CONNECT') from named),
                has_database_privilege('public', db.oid, 'CONNECT'))
            union all
            select 11, format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC, %I;', db.datname, $1)
            from db, me where not pg_has_role(me.oid, db.datdba, 'MEMBER') and coalesce(
                (select has_database_privilege(named.oid, db.oid, 'TEMPORARY') from named),
                has_database_privilege('public', db.oid, 'TEMPORARY'))
        ) as lines(step, line)
        order by step, line
        """;
}
