using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace DeliveryOtp.LocalPostgres;

/// <summary>
/// The directory of one cluster, held by one process at a time: the kernel gives the lock back however the holder ends.
/// </summary>
internal sealed class ClusterDirectory : IDisposable
{
    private const UnixFileMode _enterable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly FileStream _lock;

    private ClusterDirectory(string path)
    {
        Path = path;
        _lock = Acquire(path);
    }

    public string Path { get; }

    /// <summary>PostgreSQL's own directory. It appears by a rename, so it is either complete or not there.</summary>
    public string Data => DataIn(Path);

    /// <summary>The version that made the data; null before the first start.</summary>
    public string? ReadMajor()
    {
        if (!Directory.Exists(Data))
            return null;

        var version = System.IO.Path.Combine(Data, "PG_VERSION");
        return File.Exists(version)
            ? File.ReadAllText(version)
            : throw new PrivateClusterException($"{Data} is not a PostgreSQL database. Remove it, or choose another data directory.");
    }

    [UnsupportedOSPlatform("windows")]
    public static async Task<ClusterDirectory> OpenAsync(
        string wanted, ServerAccount account, CancellationToken cancellationToken)
    {
        var path = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(wanted));
        Make(path, account);
        if (account.IsAnother && !await IsUsableAsync(path, account, cancellationToken))
        {
            path = Substitute(path);
            Make(path, account);
            await RefuseStrangersAsync(path, cancellationToken);
        }

        return new ClusterDirectory(path);
    }

    public void Dispose() => _lock.Dispose();

    private static string DataIn(string path) => System.IO.Path.Combine(path, "data");

    [UnsupportedOSPlatform("windows")]
    private static void Make(string path, ServerAccount account)
    {
        try
        {
            if (Directory.Exists(path))
                return;

            Directory.CreateDirectory(path);
            File.SetUnixFileMode(path, account.IsAnother ? _enterable : PrivateDirectory.Mode);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new PrivateClusterException(
                $"The data directory {path} cannot be made: {e.Message} Choose another one.", e);
        }
    }

    /// <summary>Only the account itself can tell: a home of mode 0700 above, or data of another user, stand in its way.</summary>
    private static async Task<bool> IsUsableAsync(string path, ServerAccount account, CancellationToken cancellationToken)
    {
        const string Question = """cd "$0" && { [ ! -e "$1" ] || [ -O "$1" ]; }""";
        var (exitCode, _) = await account.RunAsync("/bin/sh", ["-c", Question, path, DataIn(path)], cancellationToken);
        return exitCode == 0;
    }

    /// <summary>The same place each time for the same wish, where every account may enter.</summary>
    private static string Substitute(string path)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(path));
        return System.IO.Path.Combine("/var/tmp", "deliveryotp-" + Convert.ToHexStringLower(digest.AsSpan(0, 8)));
    }

    /// <summary>The name can be foreseen and everybody writes to /var/tmp: what somebody else put there is not used.</summary>
    private static async Task RefuseStrangersAsync(string path, CancellationToken cancellationToken)
    {
        var (exitCode, _) = await ServerAccount.Own
            .RunAsync("/bin/sh", ["-c", """[ -O "$0" ] && [ ! -h "$0" ]""", path], cancellationToken);
        if (exitCode != 0)
            throw new PrivateClusterException($"{path} belongs to somebody else. Remove it, or choose another data directory.");
    }

    private static FileStream Acquire(string path)
    {
        var file = System.IO.Path.Combine(path, "owner.lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new PrivateClusterException(
                $"The data directory {path} belongs to another user; it may have been made under root. "
                + "Choose another one, or change its owner.",
                e);
        }
        catch (IOException e)
        {
            throw new PrivateClusterException(
                $"Another instance is running on the data directory {path}. Stop it first, or choose another directory.", e);
        }
    }
}
