using System.Diagnostics;
using System.Globalization;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Browser.Tests.Console.Oidc;

/// <summary>The npm package <c>oidc-provider</c>, a certified OpenID provider, as a process.</summary>
internal sealed class Provider(Process process) : IDisposable
{
    private const string Package = "oidc-provider@9.13.3";

    private static readonly string Home = Path.Combine(AppContext.BaseDirectory, "Console", "Oidc");

    private static readonly Lazy<Task> Installed = new(() => Npm.InstallAsync(Home, Package));

    public static async Task<Provider> StartAsync(int port, Uri redirect, Guid retailer)
    {
        await Installed.Value;
        var process = Start("node", ["provider.mjs", port.ToString(CultureInfo.InvariantCulture), redirect.ToString(), retailer.ToString()]);
        _ = process.StandardError.ReadToEndAsync();
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30));
        }
        while (line is not (null or "ready"));
        Assert.True(line is "ready", "the provider did not start");
        return new Provider(process);
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static Process Start(string program, string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = Home,
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
