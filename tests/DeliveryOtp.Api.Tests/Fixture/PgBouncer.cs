using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Fixture;

/// <summary>
/// PgBouncer in transaction mode before one database, set up as `docs/operations.md` says: each transaction may run on another of a few
/// connections to the server.
/// </summary>
internal sealed class PgBouncer : IDisposable
{
    private const string Program = "/usr/sbin/pgbouncer";

    private readonly Process _process;
    private readonly DirectoryInfo _directory;

    private PgBouncer(Process process, DirectoryInfo directory, TestDatabase database)
    {
        _process = process;
        _directory = directory;
        Database = database;
    }

    /// <summary>The database as the service reaches it through PgBouncer; owner and superuser go straight to the server.</summary>
    public TestDatabase Database { get; }

    public static async Task<PgBouncer> StartAsync(TestDatabase database, int serverConnections)
    {
        Assert.True(File.Exists(Program), $"{Program} is missing: install it with `apt-get install pgbouncer`, or run `./dev test` as root.");
        var server = new NpgsqlConnectionStringBuilder(database.Service);
        foreach (var setting in new[] { "lock_timeout = '1500ms'", "idle_in_transaction_session_timeout = '10s'", "enable_seqscan = off" })
            await database.ScalarAsync<object>($"alter role {server.Username} in database {database.Name} set {setting}");

        var port = ApiProcess.FreePort();
        var directory = Directory.CreateTempSubdirectory("pgbouncer");
        var settings = Path.Combine(directory.FullName, "pgbouncer.ini");
        await File.WriteAllTextAsync(
            settings,
            $"""
            [databases]
            * = host={server.Host} port={server.Port.ToString(CultureInfo.InvariantCulture)} user={server.Username}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port.ToString(CultureInfo.InvariantCulture)}
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = {serverConnections.ToString(CultureInfo.InvariantCulture)}
            max_client_conn = 500
            ignore_startup_parameters = options,extra_float_digits
            {(Environment.IsPrivilegedProcess ? "user = postgres" : string.Empty)}
            """);
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess)
            File.SetUnixFileMode(directory.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

        var process = Process.Start(new ProcessStartInfo(Program, ["-q", settings]) { UseShellExecute = false })!;
        var through = new NpgsqlConnectionStringBuilder(database.Service) { Host = "127.0.0.1", Port = port, MaxAutoPrepare = 0 };
        var bouncer = new PgBouncer(process, directory, database with { Service = through.ConnectionString });
        await Eventually.AsyncTrue(() => IsListeningAsync(port));
        return bouncer;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    private static async Task<bool> IsListeningAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
