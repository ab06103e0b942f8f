using DeliveryOtp.LocalPostgres;
using Npgsql;

namespace DeliveryOtp.Cli.Tests;

/// <summary>A PostgreSQL with nothing in it: each test makes its own database and, since roles belong to the cluster, its own roles.</summary>
public sealed class Cluster : IAsyncLifetime
{
    private static int _places;
    private PrivateCluster _server = null!;

    public async Task InitializeAsync()
    {
        var parent = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        _server = await PrivateCluster.StartAsync(new PrivateClusterOptions
        {
            DataDirectory = Path.Combine(parent, $"deliveryotp-cli-test-{Environment.ProcessId}-{Interlocked.Increment(ref _places)}"),
            Durable = false,
        });
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_server.DataDirectory, recursive: true);
    }

    /// <summary>A database of an owner, and a service's role that is only a name yet. The names need quotes everywhere.</summary>
    public async Task<Place> NewPlaceAsync(bool withService = true)
    {
        var number = Interlocked.Increment(ref _places);
        var place = new Place(_server, Database: $"Shop \"{number}\"", Owner: $"Owner's {number}", Service: $"Service {number}");
        await place.AsSuperuserAsync($"create role {Place.Quote(place.Owner)} login", "postgres");
        await place.AsSuperuserAsync($"create database {Place.Quote(place.Database)} owner {Place.Quote(place.Owner)}", "postgres");
        if (withService)
            await place.AsSuperuserAsync($"create role {Place.Quote(place.Service)} login");
        return place;
    }
}

/// <summary>One installation: a database and the two roles of it.</summary>
public sealed record Place(PrivateCluster Server, string Database, string Owner, string Service)
{
    public string OwnerConnection => Connection(Owner);

    public string ServiceConnection => Connection(Service);

    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public string Connection(string role) => Server.ConnectionString(Database, role) + ";Pooling=false";

    public Task AsSuperuserAsync(string sql, string? database = null) =>
        ExecuteAsync(Server.ConnectionString(database ?? Database, "postgres") + ";Pooling=false", sql);

    public Task AsServiceAsync(string sql) => ExecuteAsync(ServiceConnection, sql);

    /// <summary>The service tries what it must not; PostgreSQL says no.</summary>
    public async Task RefusesServiceAsync(string sql)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => AsServiceAsync(sql));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    private static async Task ExecuteAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
