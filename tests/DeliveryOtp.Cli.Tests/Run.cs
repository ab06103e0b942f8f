using System.Diagnostics;
using System.Reflection;

namespace DeliveryOtp.Cli.Tests;

/// <summary>A program as an operator runs it: a process with an environment, which ends with an exit code and two texts.</summary>
internal sealed record Run(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Task<Run> MigrateAsync(Place place, params string[] options) =>
        CliAsync(place.OwnerConnection, place.ServiceConnection, ["migrate", .. options]);

    public static Task<Run> CliAsync(string? owner, string? service, params string[] arguments) => CliAsync(owner, service, codeKeys: [], arguments);

    /// <param name="owner">How to sign in as the schema's owner.</param>
    /// <param name="service">Likewise as the service.</param>
    /// <param name="codeKeys">The newest first.</param>
    /// <param name="arguments">Of the command line.</param>
    public static Task<Run> CliAsync(string? owner, string? service, string[] codeKeys, params string[] arguments) =>
        ToEndAsync(Start("deliveryotp.dll", arguments, new(Serving.CodeKeys(codeKeys), StringComparer.Ordinal)
        {
            ["ConnectionStrings__DeliveryOtpOwner"] = owner,
            ["ConnectionStrings__DeliveryOtp"] = service,
        }));

    public static Task<Run> ApiAsync(Dictionary<string, string?> environment, params string[] arguments) =>
        ToEndAsync(StartApi(environment, arguments));

    public static Process StartApi(Dictionary<string, string?> environment, params string[] arguments) =>
        Start("DeliveryOtp.Api.dll", arguments, environment);

    private static Process Start(string program, string[] arguments, Dictionary<string, string?> environment)
    {
        var path = Path.Combine(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, program);
        var start = new ProcessStartInfo("dotnet", [path, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var inherited in start.Environment.Keys.Where(IsOurs).ToArray())
            start.Environment.Remove(inherited);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static bool IsOurs(string variable) =>
        variable.StartsWith("ConnectionStrings__", StringComparison.Ordinal)
        || variable.StartsWith("DeliveryOtp__", StringComparison.Ordinal)
        || variable.StartsWith("ASPNETCORE_", StringComparison.Ordinal);

    private static async Task<Run> ToEndAsync(Process process)
    {
        using var ended = process;
        using var impatience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(impatience.Token);
        var error = process.StandardError.ReadToEndAsync(impatience.Token);
        try
        {
            await process.WaitForExitAsync(impatience.Token);
            return new Run(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
