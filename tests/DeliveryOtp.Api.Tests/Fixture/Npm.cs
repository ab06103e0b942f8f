using System.Collections.ObjectModel;
using System.Diagnostics;

namespace DeliveryOtp.Api.Tests.Fixture;

/// <summary>Other people's programs, from the registry of npm.</summary>
internal static class Npm
{
    /// <summary>Puts packages below a folder, for Node to find.</summary>
    /// <param name="home">The folder; it is made.</param>
    /// <param name="packages">Names and versions, such as <c>axe-core@4.14.1</c>.</param>
    public static Task InstallAsync(string home, params string[] packages)
    {
        Directory.CreateDirectory(home);
        return RunAsync("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", home, .. packages], home);
    }

    /// <summary>What a program says to an input; it has to end well.</summary>
    public static async Task<string> RunAsync(string program, string[] arguments, string home, string input = "", IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = home,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? ReadOnlyDictionary<string, string>.Empty)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var complaint = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} failed: {said}{await complaint}");
        return said;
    }
}
