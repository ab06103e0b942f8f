using Npgsql;

namespace DeliveryOtp.Api.Persistence.Schema;

/// <summary>
/// PostgreSQL lets every role make large objects, in no schema and under no quota. Only its superuser can change that, so on a server
/// that has none to give it is advice.
/// </summary>
internal static class LargeObjects
{
    /// <summary>For the superuser, in the service's database.</summary>
    public const string RevokeSql =
        "revoke execute on function lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea) from public";

    /// <summary>Null: the role can make none.</summary>
    public static async Task<string?> RefuseAsync(NpgsqlDataSource owner, string service, CancellationToken cancel)
    {
        await using var command = owner.CreateCommand("select has_function_privilege($1, 'lo_create(oid)', 'EXECUTE')");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = service });
        return await command.ExecuteScalarAsync(cancel) is true
            ? $"Advice: {service} may make large objects, which it never does. As a superuser, in this database: {RevokeSql};"
            : null;
    }
}
