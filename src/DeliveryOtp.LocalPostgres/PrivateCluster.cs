using System.Data.Common;

namespace DeliveryOtp.LocalPostgres;

/// <summary>A PostgreSQL server of this process alone. It stops with the process, however that ends.</summary>
public sealed class PrivateCluster : IAsyncDisposable, IDisposable
{
    private readonly ClusterDirectory _directory;
    private readonly ServerKeeper _keeper;

    private PrivateCluster(ClusterDirectory directory, string sockets, ServerKeeper keeper)
    {
        _directory = directory;
        _keeper = keeper;
        DataDirectory = directory.Path;
        SocketDirectory = sockets;
    }

    /// <summary>Where the data is. Under root it can differ from the wish: see StartAsync.</summary>
    public string DataDirectory { get; }

    /// <summary>Of mode 0700 and at most 80 characters long; gone when the cluster stops.</summary>
    public string SocketDirectory { get; }

    /// <summary>
    /// Starts the server, and makes its data the first time. Under root it runs as the user `postgres`; when that user
    /// cannot enter the data directory (a home of mode 0700), the data is under /var/tmp, the same place each time.
    /// </summary>
    /// <exception cref="PrivateClusterException">It cannot start; the message says what to do.</exception>
    public static Task<PrivateCluster> StartAsync(PrivateClusterOptions options, CancellationToken ct = default) =>
        StartAsync(options, ServerBinaries.SearchPath(), ct);

    internal static async Task<PrivateCluster> StartAsync(
        PrivateClusterOptions options, IEnumerable<string> searchPath, CancellationToken ct)
    {
        // Windows has neither the shell that keeps the server nor PostgreSQL's users; WSL has both.
        if (OperatingSystem.IsWindows())
        {
            throw new PrivateClusterException(
                "The private PostgreSQL needs Linux or macOS. Run the service in WSL, or install PostgreSQL with the installer "
                + "from https://www.postgresql.org/download/windows/ and set ConnectionStrings__DeliveryOtp to it.");
        }

        var account = ServerAccount.Current();
        var directory = await ClusterDirectory.OpenAsync(options.DataDirectory, account, ct);
        string? sockets = null;
        try
        {
            var major = directory.ReadMajor();
            var binaries = ServerBinaries.Find(searchPath, major);
            if (major is null)
                await ClusterSetup.InitialiseAsync(directory, binaries, account, options.Durable, ct);

            sockets = await PrivateDirectory.ForSocketAsync(account, ct);
            await ClusterSetup.ConfigureAsync(directory, options, account, ct);
            var keeper = await ServerKeeper.StartAsync(account, binaries, directory.Data, sockets, ct);
            return new PrivateCluster(directory, sockets, keeper);
        }
        catch
        {
            if (sockets is not null)
                PrivateDirectory.Remove(sockets);

            directory.Dispose();
            throw;
        }
    }

    /// <summary>For Npgsql. The superuser is `postgres`; no user has a password.</summary>
    public string ConnectionString(string database, string user) =>
        new DbConnectionStringBuilder { ["Host"] = SocketDirectory, ["Database"] = database, ["Username"] = user }
            .ConnectionString;

    public void Dispose()
    {
        // The lock goes last: whoever gets it finds no server.
        _keeper.Dispose();
        _directory.Dispose();
    }

    public async ValueTask DisposeAsync() => await Task.Run(Dispose);
}
