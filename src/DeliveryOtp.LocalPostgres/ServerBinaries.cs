using System.Globalization;

namespace DeliveryOtp.LocalPostgres;

/// <summary>Where PostgreSQL's server programs are on this machine.</summary>
internal sealed record ServerBinaries(string Directory)
{
    public string Initdb => Path.Combine(Directory, "initdb");

    public string PgCtl => Path.Combine(Directory, "pg_ctl");

    private bool AreThere => File.Exists(Initdb) && File.Exists(PgCtl)
        && File.Exists(Path.Combine(Directory, "postgres"));

    /// <summary>The first directory that has them, but those of <paramref name="major"/>, the version of the data, before others.</summary>
    public static ServerBinaries Find(IEnumerable<string> directories, string? major = null) =>
        directories.Select(directory => new ServerBinaries(directory))
            .Where(binaries => binaries.AreThere)
            .OrderByDescending(binaries => major is not null && MajorIn(binaries.Directory) == Parse(major))
            .FirstOrDefault()
        ?? throw new PrivateClusterException(
            $"PostgreSQL's server programs (initdb, pg_ctl, postgres) were not found. {HowToInstall()}, "
            + "or set ConnectionStrings__DeliveryOtp to a PostgreSQL that already runs.");

    public static IEnumerable<string> SearchPath() => [.. OnPath(), .. Installed()];

    /// <summary>A link on PATH leads to the directory that has the other programs beside it.</summary>
    private static IEnumerable<string> OnPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => new FileInfo(Path.Combine(directory, "pg_ctl")))
            .Where(program => program.Exists)
            .Select(program => (program.ResolveLinkTarget(returnFinalTarget: true) ?? program).FullName)
            .Select(program => Path.GetDirectoryName(program)!);

    private static IEnumerable<string> Installed()
    {
        (string Parent, string Pattern)[] places =
            [("/usr/lib/postgresql", "*"), ("/opt/homebrew/opt", "postgresql*"), ("/usr/local/opt", "postgresql*")];

        return places
            .Where(place => System.IO.Directory.Exists(place.Parent))
            .SelectMany(place => System.IO.Directory.EnumerateDirectories(place.Parent, place.Pattern)
                .Select(version => Path.Combine(version, "bin"))
                .OrderByDescending(MajorIn));
    }

    /// <summary>15 for /usr/lib/postgresql/15/bin, 17 for /opt/homebrew/opt/postgresql@17/bin, 0 where the path does not say.</summary>
    private static int MajorIn(string directory) =>
        Parse(Path.GetFileName(Path.GetDirectoryName(directory) ?? "").Split('@')[^1].Split('.')[0]);

    private static int Parse(string major) =>
        int.TryParse(major.Trim(), CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string HowToInstall() =>
        OperatingSystem.IsMacOS()
            ? "Install them with `brew install postgresql@17`"
            : "Install them with `apt-get install postgresql` (Debian, Ubuntu) or your distribution's package of the server";
}
