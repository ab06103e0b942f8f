using System.Diagnostics;
using System.Globalization;

namespace DeliveryOtp.LocalPostgres;

/// <summary>
/// The shell that keeps the server: it starts it, waits for its standard input to close, and stops it. It closes when
/// this process ends in any way, a SIGKILL included.
/// </summary>
internal sealed class ServerKeeper : IDisposable
{
    private const string _ready = "ready";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(40);
    private static readonly string _script = ReadScript();

    private readonly ServerAccount _account;
    private readonly string[] _places;
    private readonly Process _shell;

    private ServerKeeper(ServerAccount account, string[] places)
    {
        _account = account;
        _places = places;
        _shell = Shell("run");
    }

    public static async Task<ServerKeeper> StartAsync(
        ServerAccount account, ServerBinaries binaries, string data, string sockets, CancellationToken cancellationToken)
    {
        var keeper = new ServerKeeper(account, [binaries.PgCtl, data, sockets]);
        try
        {
            var said = new List<string>();
            while (await keeper._shell.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                if (string.Equals(line, _ready, StringComparison.Ordinal))
                    return keeper;

                said.Add(line);
            }

            throw new PrivateClusterException(
                $"PostgreSQL did not start on {data}. Repair what its log says, or choose another data directory.\n"
                + string.Join('\n', said.Concat(LastLines(Path.Combine(data, "server.log")))));
        }
        catch
        {
            keeper.Dispose();
            throw;
        }
    }

    /// <summary>Closes the pipe and waits until the server is gone.</summary>
    public void Dispose()
    {
        _shell.StandardInput.Close();
        var ended = _shell.WaitForExit(_patience);
        var stopped = ended && _shell.ExitCode == 0;
        _shell.Dispose();
        if (stopped)
            return;

        // Somebody killed the shell: what it kept is still running.
        using var stop = Shell("stop");
        stop.StandardInput.Close();
        stop.WaitForExit(_patience);
    }

    private Process Shell(string verb) => _account.Start(
        "/bin/sh",
        ["-c", _script, "keep-server", verb, .. _places, Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]);

    private static string[] LastLines(string log)
    {
        try
        {
            return [.. File.ReadLines(log).TakeLast(15)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [e.Message];
        }
    }

    private static string ReadScript()
    {
        using var stream = typeof(ServerKeeper).Assembly.GetManifestResourceStream("keep-server.sh")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
