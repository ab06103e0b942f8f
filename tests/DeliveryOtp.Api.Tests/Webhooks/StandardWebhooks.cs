using System.Diagnostics;
using System.Text.Json;

namespace DeliveryOtp.Api.Tests.Webhooks;

/// <summary>The npm package <c>standardwebhooks</c>: somebody else's idea of what a signature is.</summary>
internal static class StandardWebhooks
{
    private const string Package = "standardwebhooks@1.1.1";

    private static readonly string Home = Path.Combine(AppContext.BaseDirectory, "Webhooks", "Verifier");

    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    /// <summary>"ok", or "refused: …", for each.</summary>
    public static async Task<IReadOnlyList<string>> VerifyAsync(IEnumerable<(string Secret, Post Post)> posts)
    {
        await Installed.Value;
        var lines = posts.Select(one => JsonSerializer.Serialize(new
        {
            secret = one.Secret,
            headers = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["webhook-id"] = one.Post.Id,
                ["webhook-timestamp"] = one.Post.Timestamp,
                ["webhook-signature"] = one.Post.Signature,
            },
            payload = one.Post.Body,
        }));
        return (await RunAsync("node", ["verify.mjs"], string.Join('\n', lines))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static Task<string> InstallAsync() => RunAsync("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", Home, Package], input: string.Empty);

    private static async Task<string> RunAsync(string program, string[] arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Home,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var complaint = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} failed: {await complaint}");
        return said;
    }
}
