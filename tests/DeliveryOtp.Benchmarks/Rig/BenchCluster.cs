using DeliveryOtp.Api.Persistence.Schema;
using DeliveryOtp.Api.Sandbox;
using DeliveryOtp.LocalPostgres;
using Npgsql;

namespace DeliveryOtp.Benchmarks.Rig;

/// <summary>PostgreSQL with stock settings on a real disk: a commit is durable, which is most of what it costs.</summary>
internal sealed class BenchCluster : IAsyncDisposable
{
    public const string SuperuserRole = "postgres";

    private const string InMemory = "/dev/shm";

    private readonly PrivateCluster _cluster;
    private readonly bool _keep;

    private BenchCluster(PrivateCluster cluster, bool keep)
    {
        _cluster = cluster;
        _keep = keep;
        Superuser = NpgsqlDataSource.Create(
            cluster.ConnectionString(SandboxDatabase.Name, SuperuserRole) + ";CommandTimeout=0");
    }

    /// <summary>For what the service may not do: to fill tables, to look behind it, to ask for a checkpoint.</summary>
    public NpgsqlDataSource Superuser { get; }

    public string ServiceConnection => _cluster.ConnectionString(SandboxDatabase.Name, SandboxDatabase.ServiceRole);

    public string SocketDirectory => _cluster.SocketDirectory;

    /// <summary>With the service's schema and nothing in it.</summary>
    public static async Task<BenchCluster> StartAsync(bool keep, CancellationToken cancel)
    {
        var cluster = await PrivateCluster.StartAsync(
            new PrivateClusterOptions { DataDirectory = BenchPaths.InOutput("cluster") }, cancel);
        var bench = new BenchCluster(cluster, keep);
        try
        {
            if (cluster.DataDirectory.StartsWith(InMemory, StringComparison.Ordinal))
                throw new BenchmarkException($"{cluster.DataDirectory} is memory: the numbers would be of no disk.");
            await bench.PrepareAsync(cancel);
            return bench;
        }
        catch
        {
            await bench.DisposeAsync();
            throw;
        }
    }

    /// <summary>So that no run pays for what the one before it left to write.</summary>
    public Task CheckpointAsync(CancellationToken cancel) => ExecuteAsync("checkpoint", cancel);

    /// <summary>An empty database beside the service's; one that an earlier run left goes.</summary>
    /// <returns>Npgsql's connection string, as the superuser.</returns>
    public async Task<string> CreateDatabaseAsync(string name, CancellationToken cancel)
    {
        await ExecuteAsync($"drop database if exists {name} with (force)", cancel);
        await ExecuteAsync($"create database {name}", cancel);
        return _cluster.ConnectionString(name, SuperuserRole);
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancel)
    {
        await using var command = Superuser.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task<T> ScalarAsync<T>(string sql, CancellationToken cancel)
    {
        await using var command = Superuser.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(cancel))!;
    }

    public async ValueTask DisposeAsync()
    {
        await Superuser.DisposeAsync();
        await _cluster.DisposeAsync();
        if (_keep)
            Progress.Say($"The database is kept in {_cluster.DataDirectory}.");
        else
            Directory.Delete(_cluster.DataDirectory, recursive: true);
    }

    private async Task PrepareAsync(CancellationToken cancel)
    {
        // A run that was killed, or kept its data, leaves a database behind.
        var server = _cluster.ConnectionString(SuperuserRole, SuperuserRole) + ";Pooling=false";
        await using (var postgres = NpgsqlDataSource.Create(server))
        await using (var drop = postgres.CreateCommand($"drop database if exists {SandboxDatabase.Name} with (force)"))
            await drop.ExecuteNonQueryAsync(cancel);

        await SandboxDatabase.CreateAsync(_cluster, SandboxDatabase.Name, cancel);
        var owner = _cluster.ConnectionString(SandboxDatabase.Name, SandboxDatabase.OwnerRole);
        await SchemaMigration.RunAsync(owner, ServiceConnection, ring: null, cancel);
    }
}
