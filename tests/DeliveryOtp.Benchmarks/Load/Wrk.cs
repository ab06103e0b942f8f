using System.Globalization;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Load;

/// <summary>Runs wrk with a script of ours against the service, or a peer.</summary>
internal static class Wrk
{
    private const int MostThreads = 2;
    private const string Patience = "10s";

    public static int ThreadsFor(int connections) => Math.Min(connections, MostThreads);

    /// <returns>The path of a script, completed with what all scripts have in common, and what only some have.</returns>
    public static async Task<string> WriteScriptAsync(string name, CancellationToken cancel, params string[] shared)
    {
        var path = BenchPaths.InOutput(name);
        string[] parts = ["common.lua", .. shared, name];
        await File.WriteAllTextAsync(path, string.Concat(parts.Select(Resource.Read)), cancel);
        return path;
    }

    public static async Task<WrkReport> RunAsync(
        string script,
        Uri url,
        int connections,
        int seconds,
        IEnumerable<(string Name, object Value)> options,
        CancellationToken cancel) =>
        WrkReport.Parse(await RunScriptAsync(script, url, connections, seconds, options, cancel));

    /// <summary>For a script with a report of its own.</summary>
    /// <returns>What wrk prints, and the script at the end.</returns>
    public static Task<string> RunScriptAsync(
        string script,
        Uri url,
        int connections,
        int seconds,
        IEnumerable<(string Name, object Value)> options,
        CancellationToken cancel) =>
        ExternalProgram.RunAsync(
            "wrk",
            [
                "--threads", Text(ThreadsFor(connections)), "--connections", Text(connections), "--duration", $"{Text(seconds)}s",
                "--timeout", Patience, "--script", script, url.ToString(), "--",
                .. options.Select(option => $"{option.Name}={Text(option.Value)}"),
            ],
            cancel);

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
