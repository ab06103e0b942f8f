using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Api.Tests.Http;

namespace DeliveryOtp.Api.Tests.Clients;

/// <summary>
/// Every operation through somebody else's proxy, which holds each request and each answer against the document, and says in a header what
/// is not as it is written there.
/// </summary>
public sealed class ProxyTests(Service service) : IClassFixture<Service>, IDisposable
{
    private const string Stream = "GET /v1/tracking/events";

    private readonly string _home = Directory.CreateTempSubdirectory("deliveryotp-proxy-").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task Prism_has_nothing_to_say_about_any_operation()
    {
        var contract = await ContractHandler.LiveAsync(service.BaseUrl);
        using var direct = new HttpClient { BaseAddress = service.BaseUrl };
        await File.WriteAllTextAsync(Path.Combine(_home, "v1.json"), await direct.GetStringAsync("/openapi/v1.json"));
        await Npm.InstallAsync(_home, "@stoplight/prism-cli@5.16.0");
        var port = FreePort();
        using var proxy = Start(port);
        try
        {
            using var through = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(30) };
            await Eventually.AsyncTrue(() => IsUpAsync(through), seconds: 60, everyMs: 200);
            Assert.NotEmpty(await ViolationsAsync(through, "GET", "/v1/deliveries?limit=x", "nobody"));

            var tenant = await service.NewTenantAsync();
            List<string> violations = [];
            var calls = 0;
            foreach (var operation in contract.Operations.Where(operation => operation.Name != Stream))
            {
                var row = RoleTable.Rows[operation.Name];
                foreach (var role in row.Roles.Split(' '))
                {
                    calls++;
                    var (status, said) = await CallAsync(through, operation, row, role, tenant);
                    if (status != row.Success || said.Length > 0)
                        violations.Add($"{operation.Name} by {role}: {status} {said}");
                }
            }

            Assert.True(violations.Count == 0, string.Join('\n', violations));
            Assert.InRange(calls, contract.Operations.Count - 1, int.MaxValue);
        }
        finally
        {
            proxy.Kill(entireProcessTree: true);
        }
    }

    private Process Start(int port)
    {
        var prism = Path.Combine(_home, "node_modules", ".bin", "prism");
        var start = new ProcessStartInfo(
            "node", [prism, "proxy", "v1.json", service.BaseUrl.ToString().TrimEnd('/'), "--host", "127.0.0.1", "--port", $"{port}"])
        {
            WorkingDirectory = _home,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task<bool> IsUpAsync(HttpClient through)
    {
        try
        {
            using var answer = await through.GetAsync("/v1/policy");
            return answer.StatusCode == HttpStatusCode.Unauthorized;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<(int Status, string Violations)> CallAsync(
        HttpClient through, DocumentedOperation operation, RoleRow row, string role, Tenant tenant)
    {
        var path = row.Target is null
            ? operation.Path
            : operation.Path.Replace("{id}", (await row.Target(tenant)).ToString(), StringComparison.Ordinal).Replace("{number}", "1", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), path + row.Query);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await CredentialAsync(role, row, tenant));
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        if (operation.Node["requestBody"]?["content"]?["application/json"]?["example"] is JsonObject example)
        {
            var body = example.DeepClone().AsObject();
            row.Change?.Invoke(role, body, tenant);
            request.Content = new StringContent(body.ToJsonString(), mediaType: new("application/json"));
        }

        using var answer = await through.SendAsync(request);
        return ((int)answer.StatusCode, SaidIn(answer));
    }

    private static async Task<string> CredentialAsync(string role, RoleRow row, Tenant tenant) => role switch
    {
        "admin" => Service.AdminKey,
        "retailer" => tenant.RetailerKey,
        "support" => tenant.SupportKey,
        "courier" => (await (await tenant.Retailer.PostAsync("/v1/courier-tokens", new { courier_id = "crr-071" })).JsonAsync()).Text("access_token"),
        _ => await (row.Link ?? RoleTable.LinkAsync)(tenant),
    };

    private static async Task<string> ViolationsAsync(HttpClient through, string method, string path, string credential)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credential);
        using var answer = await through.SendAsync(request);
        return SaidIn(answer);
    }

    /// <summary>What the proxy found in the request or in the answer.</summary>
    private static string SaidIn(HttpResponseMessage answer) => answer.Headers.TryGetValues("sl-violations", out var violations) ? string.Join(' ', violations) : string.Empty;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
