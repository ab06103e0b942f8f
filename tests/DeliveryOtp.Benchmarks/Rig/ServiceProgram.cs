using System.Runtime.InteropServices;

namespace DeliveryOtp.Benchmarks.Rig;

/// <summary>The service as its image has it: a release, compiled ahead of time.</summary>
internal static class ServiceProgram
{
    /// <summary>Publishes the sources as they are now; a second run finds most of it done.</summary>
    /// <returns>The path of the program.</returns>
    public static async Task<string> PublishAsync(CancellationToken cancel)
    {
        Progress.Say("Publishing the service...");
        var runtime = $"linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        var directory = BenchPaths.InOutput("api");
        await ExternalProgram.RunAsync(
            "dotnet",
            [
                "publish", Path.Combine("src", "DeliveryOtp.Api"), "-c", "Release", "-r", runtime, "-p:PublishReadyToRun=true",
                "-p:RunAnalyzers=false", "--self-contained", "false", "-o", directory, "-v", "quiet",
            ],
            cancel);
        return Path.Combine(directory, "DeliveryOtp.Api.dll");
    }
}
