using System.Text.Json;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Webhooks;

/// <summary>The npm package <c>standardwebhooks</c>: somebody else's idea of what a signature is.</summary>
internal static class StandardWebhooks
{
    private const string Package = "standardwebhooks@1.1.1";

    private static readonly string Home = Path.Combine(AppContext.BaseDirectory, "Webhooks", "Verifier");

    private static readonly Lazy<Task> Installed = new(() => Npm.InstallAsync(Home, Package));

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
        return (await Npm.RunAsync("node", ["verify.mjs"], Home, string.Join('\n', lines))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
