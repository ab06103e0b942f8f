using DeliveryOtp.Api.Persistence.Schema;
using DeliveryOtp.Api.Sandbox;
using DeliveryOtp.LocalPostgres;
using Npgsql;
using NpgsqlTypes;

namespace DeliveryOtp.Api.Tests.Fixture;

/// <summary>
/// One PostgreSQL for the whole test run, in memory where the system has such a place, and one migrated database that
/// the others are copies of. It stops with the process.
/// </summary>
internal sealed class TestCluster
{
    private const string Prefix = "deliveryotp-test-";
    private const string Template = "template_deliveryotp";
    private static readonly Lazy<Task<TestCluster>> Shared = new(StartSharedAsync);
    private static int _databases;

    private readonly PrivateCluster _cluster;

    private TestCluster(PrivateCluster cluster) => _cluster = cluster;

    public static Task<TestCluster> SharedAsync() => Shared.Value;

    /// <summary>A cluster that a test may stop and start. The caller disposes <see cref="Server"/>.</summary>
    public static async Task<TestCluster> StartAsync(bool durable, string? directory = null)
    {
        var cluster = new TestCluster(await PrivateCluster.StartAsync(new PrivateClusterOptions
        {
            DataDirectory = directory ?? NewDirectory(),
            Durable = durable,
            MaxConnections = 400,
        }));
        await cluster.PrepareAsync();
        return cluster;
    }

    public PrivateCluster Server => _cluster;

    private static async Task<TestCluster> StartSharedAsync()
    {
        var directory = NewDirectory();
        DeleteOrphans(Path.GetDirectoryName(directory)!);
        var cluster = await StartAsync(durable: false, directory);

        // Nobody disposes what all tests share, and memory is too good for what they leave behind.
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            cluster.Server.Dispose();
            Directory.Delete(directory, recursive: true);
        };
        return cluster;
    }

    /// <summary>A run that was killed deleted nothing; a few of them fill the memory, and then everything is slow.</summary>
    private static void DeleteOrphans(string parent)
    {
        if (!Directory.Exists("/proc/self"))
            return;
        foreach (var left in Directory.GetDirectories(parent, $"{Prefix}*"))
        {
            var owner = Path.GetFileName(left)[Prefix.Length..].Split('-')[0];
            if (int.TryParse(owner, System.Globalization.CultureInfo.InvariantCulture, out var id) && !Directory.Exists($"/proc/{id}"))
                DeleteWithOthers(left);
        }
    }

    /// <summary>Another run that begins now finds the same orphan, and is as far with it.</summary>
    private static void DeleteWithOthers(string orphan)
    {
        try
        {
            Directory.Delete(orphan, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // It is gone, or the next run sees to the rest.
        }
    }

    public static string NewDirectory()
    {
        var parent = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        return Path.Combine(parent, $"{Prefix}{Environment.ProcessId}-{Interlocked.Increment(ref _databases)}");
    }

    /// <summary>A fresh, migrated, empty database.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync("postgres", $"create database {name} template {Template} owner deliveryotp_owner");

        // A copy has the template's tables and their rights, but not its rights on the database itself.
        await ExecuteAsync(name, $"revoke temporary on database {name} from public");
        return new TestDatabase(
            Service: _cluster.ConnectionString(name, "deliveryotp"),
            Owner: _cluster.ConnectionString(name, "deliveryotp_owner"),
            Superuser: _cluster.ConnectionString(name, "postgres"),
            Name: name,
            SocketDirectory: _cluster.SocketDirectory);
    }

    private async Task PrepareAsync()
    {
        await SandboxDatabase.CreateAsync(_cluster, Template, CancellationToken.None);
        await SchemaMigration.RunAsync(
            _cluster.ConnectionString(Template, "deliveryotp_owner") + ";Pooling=false",
            _cluster.ConnectionString(Template, "deliveryotp"),
            ring: null,
            CancellationToken.None);
    }

    private async Task ExecuteAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(_cluster.ConnectionString(database, "postgres") + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>The ways into one database.</summary>
public sealed record TestDatabase(string Service, string Owner, string Superuser, string Name, string SocketDirectory)
{
    /// <summary>Runs SQL as the superuser, to look behind the API or to break things on purpose.</summary>
    /// <summary>As somebody with all rights, past the triggers that keep the service's role from it.</summary>
    public Task TamperAsync(string sql) => ScalarAsync<object>("set session_replication_role = replica; " + sql);

    /// <summary>Makes the rows of a delivery what they are not by any request, with the seals that the service would have given them.</summary>
    public async Task RewriteAsync(Guid deliveryId, string sql)
    {
        await TamperAsync(sql);
        await Reseal.RunAsync(Superuser, deliveryId);
    }

    /// <summary>As somebody with the service's role, and nothing else of it.</summary>
    public async Task AsServiceAsync(string sql, params object[] parameters)
    {
        await using var source = NpgsqlDataSource.Create(Service + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        command.Parameters.AddRange(Array.ConvertAll(parameters, value => new NpgsqlParameter
        {
            Value = value,
            NpgsqlDbType = value switch
            {
                DBNull or byte[] => NpgsqlDbType.Bytea,
                Guid => NpgsqlDbType.Uuid,
                _ => NpgsqlDbType.Text,
            },
        }));
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Superuser + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }
}
