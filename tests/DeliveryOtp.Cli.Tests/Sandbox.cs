using System.Diagnostics;
using System.Text.Json.Nodes;

namespace DeliveryOtp.Cli.Tests;

/// <summary>What <c>./dev run</c> starts, once it has said that it is ready.</summary>
internal sealed class Sandbox : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;

    private Sandbox(Process process, Uri baseUrl, JsonObject keys)
    {
        _process = process;
        BaseUrl = baseUrl;
        Keys = keys;
    }

    public Uri BaseUrl { get; }

    /// <summary>Its sandbox.json.</summary>
    public JsonObject Keys { get; }

    public static string NewDirectory() => Directory.CreateTempSubdirectory("deliveryotp-start-").FullName;

    /// <summary>On somebody else's PostgreSQL.</summary>
    public static Dictionary<string, string?> Environment(Place place, string? adminKey = null) => new(StringComparer.Ordinal)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["ConnectionStrings__DeliveryOtp"] = place.ServiceConnection,
        ["ConnectionStrings__DeliveryOtpOwner"] = place.OwnerConnection,
        ["DeliveryOtp__AdminKey"] = adminKey,
        ["Logging__LogLevel__Default"] = "None",
        ["Logging__LogLevel__Microsoft"] = "None",
    };

    public static async Task<Sandbox> StartAsync(Dictionary<string, string?> environment, string directory)
    {
        var process = Run.StartApi(environment, "--port", "0", "--data", directory);
        try
        {
            using var impatience = new CancellationTokenSource(Patience);
            var line = string.Empty;
            while (!line.StartsWith("ready ", StringComparison.Ordinal))
            {
                line = await process.StandardOutput.ReadLineAsync(impatience.Token)
                    ?? throw new EndOfStreamException(await process.StandardError.ReadToEndAsync(impatience.Token));
            }

            var keys = await File.ReadAllTextAsync(Path.Combine(directory, "sandbox.json"), impatience.Token);
            return new Sandbox(process, new Uri(line["ready ".Length..]), JsonNode.Parse(keys)!.AsObject());
        }
        catch
        {
            process.Kill();
            throw;
        }
    }

    public string Key(string name) => Keys[name]!.GetValue<string>();

    public Task<(int Status, JsonObject Body)> PostAsync(string key, string path, object body) => BaseUrl.PostAsync(key, path, body);

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
