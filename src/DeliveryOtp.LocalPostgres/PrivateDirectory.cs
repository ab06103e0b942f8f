using System.Runtime.Versioning;

namespace DeliveryOtp.LocalPostgres;

/// <summary>Directories that nobody else may enter, with names that nobody can foresee.</summary>
[UnsupportedOSPlatform("windows")]
internal static class PrivateDirectory
{
    public const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // The path of a Unix socket has room for 103 bytes on macOS; the name and the socket's own take 40 of them.
    private const int _longestParent = 60;

    /// <summary>The server trusts whoever reaches its socket, so only its own account (and root) may.</summary>
    public static async Task<string> ForSocketAsync(ServerAccount account, CancellationToken cancellationToken)
    {
        var path = Create(SocketParent(account), "deliveryotp-");
        await account.HandOverAsync(path, cancellationToken);
        return path;
    }

    public static string Create(string parent, string prefix)
    {
        var path = Path.Combine(parent, prefix + Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal));
        return Directory.CreateDirectory(path, Mode).FullName;
    }

    /// <summary>A leftover is a nuisance, not a failure: somebody may still be writing to it.</summary>
    public static void Remove(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is removed another time.
        }
    }

    // A comma in a host, or a quote in a setting, means something else; another account may not enter our own TMPDIR.
    private static string SocketParent(ServerAccount account)
    {
        var own = Path.GetTempPath();
        var isPlain = own.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+".Contains(c, StringComparison.Ordinal));
        return isPlain && own.Length <= _longestParent && !account.IsAnother ? own : "/tmp";
    }
}
