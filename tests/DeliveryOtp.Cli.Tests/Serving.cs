using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DeliveryOtp.Cli.Tests;

/// <summary>The service in Production, ready or not.</summary>
internal sealed class Serving : IDisposable
{
    private readonly Process _process;

    private Serving(Process process, Uri baseUrl)
    {
        _process = process;
        BaseUrl = baseUrl;
    }

    public Uri BaseUrl { get; }

    public static Dictionary<string, string?> Environment(string connection) => new(StringComparer.Ordinal)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["ConnectionStrings__DeliveryOtp"] = connection,
        ["DeliveryOtp__AdminKey"] = "admin-key-of-the-tests-0123456789abcdef",
        ["DeliveryOtp__CodeKeys__0__Id"] = "test",
        ["DeliveryOtp__CodeKeys__0__Secret"] = "code-key-of-the-tests-0123456789abcdef",
        ["Logging__LogLevel__Default"] = "None",
    };

    public static async Task<Serving> StartAsync(string connection, string? trustedProxies = null)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var environment = Environment(connection);
        environment["ASPNETCORE_URLS"] = url.ToString();
        environment["DeliveryOtp__TrustedProxies"] = trustedProxies;
        var serving = new Serving(Run.StartApi(environment), url);
        using var client = new HttpClient { BaseAddress = url };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(50))
        {
            try
            {
                await client.GetAsync("/health/live");
                return serving;
            }
            catch (HttpRequestException)
            {
                Assert.False(serving._process.HasExited, "the service did not start");
            }
        }

        serving.Dispose();
        throw new TimeoutException("the service does not answer");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
