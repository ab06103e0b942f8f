using Npgsql;

namespace DeliveryOtp.Api.Persistence.Schema;

/// <summary>Which PostgreSQL will do.</summary>
internal static class ServerVersion
{
    /// <summary>The first with unique indexes in which one NULL equals another (<see cref="Rows.DeliveryMapping.LiveOrder"/>).</summary>
    private const int Oldest = 15;

    /// <summary>Null: it is new enough.</summary>
    public static async Task<string?> RefuseAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return connection.PostgreSqlVersion is var server && server.Major >= Oldest
            ? null
            : $"PostgreSQL {server} is too old: DeliveryOtp needs {Oldest} or later.";
    }
}
