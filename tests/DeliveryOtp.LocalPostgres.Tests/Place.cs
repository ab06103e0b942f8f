using System.Globalization;

namespace DeliveryOtp.LocalPostgres.Tests;

/// <summary>A directory of one test, with a blank in its path, which every user may enter.</summary>
public sealed class Place : IDisposable
{
    public Place() =>
        Directory.CreateDirectory(Root,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);

    public string Root { get; } = Path.Combine("/tmp", "dotp test " + Path.GetRandomFileName());

    public string Cluster => Path.Combine(Root, "cluster");

    public string Data => Path.Combine(Cluster, "data");

    public PrivateClusterOptions Options => new() { DataDirectory = Cluster, Durable = false };

    /// <summary>The process number of the server, from its own file.</summary>
    public int Postmaster() => int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>A zombie, which has no command line, is gone too.</summary>
    public static async Task<bool> IsGoneAsync(int process)
    {
        for (var tick = 0; tick < 200; tick++)
        {
            if (!IsAlive(process))
                return true;

            await Task.Delay(50);
        }

        return false;
    }

    public static bool IsAlive(int process) =>
        File.Exists($"/proc/{process}/cmdline") && File.ReadAllText($"/proc/{process}/cmdline").Length > 0;

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
