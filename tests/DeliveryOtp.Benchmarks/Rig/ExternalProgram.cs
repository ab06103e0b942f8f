using System.ComponentModel;
using System.Diagnostics;

namespace DeliveryOtp.Benchmarks.Rig;

/// <summary>Runs a tool to its end.</summary>
internal static class ExternalProgram
{
    /// <returns>What it wrote to standard output.</returns>
    /// <exception cref="BenchmarkException">It is missing, or it failed; the message has what it said.</exception>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancel)
    {
        using var process = Start(program, arguments);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancel);
            var output = await process.StandardOutput.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            return process.ExitCode == 0
                ? output
                : throw new BenchmarkException($"{program} failed with {process.ExitCode}:\n{output}{await errors}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(string program, IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                WorkingDirectory = BenchPaths.Repository,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception exception)
        {
            throw new BenchmarkException($"{program} can't be started: {exception.Message}. Run it as ./dev bench.");
        }
    }
}
