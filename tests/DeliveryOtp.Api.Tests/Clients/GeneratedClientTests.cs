using System.Globalization;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Api.Tests.Webhooks;

namespace DeliveryOtp.Api.Tests.Clients;

/// <summary>
/// What generators make of the live document compiles as strictly as their languages allow, and tells a delivery's whole story.
/// The stories lie beside this file.
/// </summary>
public sealed class GeneratedClientTests(WebhookService hooks) : IClassFixture<WebhookService>, IDisposable
{
    private static readonly string[] NodePackages =
    [
        "openapi-typescript@7.13.0", "openapi-fetch@0.17.0", "typescript@5.9.3", "standardwebhooks@1.1.1", "@types/node@22.20.7",
    ];

    private readonly string _home = Directory.CreateTempSubdirectory("deliveryotp-clients-").FullName;
    private Dictionary<string, string>? _environment;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task TypeScript_by_openapi_typescript_tells_the_story()
    {
        await PrepareAsync("TypeScript");
        await File.WriteAllTextAsync(InHome("package.json"), """{"type":"module"}""");
        await Npm.InstallAsync(_home, NodePackages);
        await RunAsync("npx", "openapi-typescript", "v1.json", "-o", "api.d.ts");
        await RunAsync("npx", "tsc", "--strict", "--noUncheckedIndexedAccess", "--module", "nodenext", "--target", "es2023", "story.ts");
        Assert.Equal("told", (await RunAsync("node", "story.js")).Trim());
    }

    [Fact]
    public async Task CSharp_by_Kiota_tells_the_story()
    {
        await PrepareAsync("CSharp");
        await RunAsync("dotnet", "tool", "install", "Microsoft.OpenApi.Kiota", "--version", "1.38.0", "--tool-path", _home);
        await RunAsync(
            InHome("kiota"), "generate", "-l", "CSharp", "-d", "v1.json", "-c", "DeliveryOtpClient", "-n", "DeliveryOtp.Client", "-o", "Client", "--exclude-backward-compatible");
        await RunAsync("dotnet", "build", "Story.csproj", "-o", "built", "--nologo", "-v", "quiet");
        Assert.Equal("told", (await RunAsync("dotnet", InHome(Path.Combine("built", "Story.dll")))).Trim());
    }

    private string InHome(string name) => Path.Combine(_home, name);

    private async Task PrepareAsync(string language)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Clients", language)))
            File.Copy(file, InHome(Path.GetFileName(file)));
        var tenant = await hooks.Service.NewTenantAsync();
        _environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["BASE_URL"] = hooks.Service.BaseUrl.ToString().TrimEnd('/'),
            ["RETAILER_KEY"] = tenant.RetailerKey,
            ["SUPPORT_KEY"] = tenant.SupportKey,
            ["NOW"] = hooks.Service.Clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
            ["KIOTA_OFFLINE_ENABLED"] = "true",
            ["KIOTA_CLI_TELEMETRY_OPTOUT"] = "true",
        };
        using var client = new HttpClient { BaseAddress = hooks.Service.BaseUrl };
        await File.WriteAllTextAsync(InHome("v1.json"), await client.GetStringAsync("/openapi/v1.json"));
    }

    private Task<string> RunAsync(string program, params string[] arguments) => Npm.RunAsync(program, arguments, _home, environment: _environment);
}
