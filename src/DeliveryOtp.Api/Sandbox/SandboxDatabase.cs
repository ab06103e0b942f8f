using DeliveryOtp.Api.Persistence.Schema;
using DeliveryOtp.LocalPostgres;
using Npgsql;

namespace DeliveryOtp.Api.Sandbox;

/// <summary>A private cluster with the two roles of a real installation: one owns the schema, one serves.</summary>
internal static class SandboxDatabase
{
    public const string Name = "deliveryotp";
    public const string ServiceRole = "deliveryotp";
    public const string OwnerRole = "deliveryotp_owner";

    private const string Superuser = "postgres";

    /// <summary>Makes what is missing. Safe to repeat.</summary>
    public static async Task CreateAsync(PrivateCluster cluster, string name, CancellationToken cancel)
    {
        await using var postgres = NpgsqlDataSource.Create(cluster.ConnectionString(Superuser, Superuser) + ";Pooling=false");
        await using var find = postgres.CreateCommand("select exists (select from pg_database where datname = $1)");
        find.Parameters.Add(new NpgsqlParameter { Value = name });
        if (await find.ExecuteScalarAsync(cancel) is true)
            return;

        foreach (var statement in (string[])
            [
                $"do $$ begin create role {OwnerRole} login; exception when duplicate_object then null; end $$",
                $"do $$ begin create role {ServiceRole} login; exception when duplicate_object then null; end $$",
                $"create database {name} owner {OwnerRole}",
            ])
        {
            await using var create = postgres.CreateCommand(statement);
            await create.ExecuteNonQueryAsync(cancel);
        }

        await using var made = NpgsqlDataSource.Create(cluster.ConnectionString(name, Superuser) + ";Pooling=false");
        await using var revoke = made.CreateCommand(LargeObjects.RevokeSql);
        await revoke.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Somebody else's PostgreSQL, without its owner's connection: it is used as it is, or not at all.</summary>
    /// <exception cref="StartException">It would not work, or could not be trusted; the message says why.</exception>
    public static async Task CheckAsync(string serviceConnection, CancellationToken cancel)
    {
        await using var database = NpgsqlDataSource.Create(serviceConnection);
        var lack = await SchemaState.FindLackAsync(database, cancel);
        if (lack is { Kind: not SchemaLackKind.NotMigrated })
            throw new StartException(lack.Kind == SchemaLackKind.Away ? $"{lack.Sentence} Check ConnectionStrings__DeliveryOtp." : lack.Sentence);
        if ((lack?.Sentence ?? await new DatabaseHealth(database).ExplainRightsAsync(cancel)) is { } reason)
            throw new StartException($"{reason} Or set ConnectionStrings__DeliveryOtpOwner, and this start will migrate.");
    }
}
