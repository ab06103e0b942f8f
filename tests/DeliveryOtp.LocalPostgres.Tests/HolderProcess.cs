using System.Diagnostics;

namespace DeliveryOtp.LocalPostgres.Tests;

/// <summary>The holder as a child that a test can kill.</summary>
internal sealed class HolderProcess : IDisposable
{
    private readonly Process _process;

    private HolderProcess(Process process, string socketDirectory)
    {
        _process = process;
        SocketDirectory = socketDirectory;
    }

    public string SocketDirectory { get; }

    public static async Task<HolderProcess> StartAsync(string dataDirectory, string? userName = null, string? assembly = null)
    {
        var start = new ProcessStartInfo("dotnet", [assembly ?? typeof(Holder).Assembly.Location, dataDirectory])
        {
            UserName = userName,
            WorkingDirectory = "/",
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        var sockets = await process.StandardOutput.ReadLineAsync();
        return new HolderProcess(process, sockets ?? throw new InvalidOperationException("The holder did not start."));
    }

    /// <summary>SIGKILL: nothing of the child's own runs after it.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }
}
