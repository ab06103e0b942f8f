using System.Globalization;
using System.Runtime.Versioning;

namespace DeliveryOtp.LocalPostgres;

/// <summary>Makes the data once, and writes the settings of each start.</summary>
[UnsupportedOSPlatform("windows")]
internal static class ClusterSetup
{
    private const string _settings = "private.conf";
    private const string _halfMade = "initdb-";

    /// <summary>Made beside its final place and renamed: an interrupted initdb leaves nothing that looks like a cluster.</summary>
    public static async Task InitialiseAsync(
        ClusterDirectory directory, ServerBinaries binaries, ServerAccount account, bool durable, CancellationToken cancellationToken)
    {
        foreach (var leftover in Directory.EnumerateDirectories(directory.Path, _halfMade + "*"))
            PrivateDirectory.Remove(leftover);

        var made = PrivateDirectory.Create(directory.Path, _halfMade);
        await account.HandOverAsync(made, cancellationToken);

        // Trust is safe: the only way in is a socket in a directory that nobody else may enter.
        List<string> arguments =
            ["-D", made, "--username=postgres", "--encoding=UTF8", "--locale=C", "--auth=trust"];
        if (!durable)
        {
            arguments.Add("--no-sync");
        }

        var (exitCode, output) = await account.RunAsync(binaries.Initdb, arguments, cancellationToken);
        if (exitCode != 0)
        {
            throw new PrivateClusterException(
                $"The database in {directory.Path} could not be made. Make room or choose another data directory. "
                + $"initdb says:\n{output}");
        }

        await File.AppendAllTextAsync(
            Path.Combine(made, "postgresql.conf"), $"\ninclude '{_settings}'\n", cancellationToken);
        Directory.Move(made, directory.Data);
    }

    public static async Task ConfigureAsync(
        ClusterDirectory directory, PrivateClusterOptions options, ServerAccount account, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory.Data, _settings);
        await File.WriteAllLinesAsync(path, Settings(options), cancellationToken);
        await account.HandOverAsync(path, cancellationToken);
    }

    private static string[] Settings(PrivateClusterOptions options)
    {
        string[] always =
        [
            "listen_addresses = ''",
            "port = 5432",
            string.Create(CultureInfo.InvariantCulture, $"max_connections = {options.MaxConnections}"),
        ];
        return options.Durable
            ? always
            : [.. always, "fsync = off", "synchronous_commit = off", "full_page_writes = off"];
    }
}
