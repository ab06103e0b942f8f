using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DeliveryOtp.Api.Tests.Fixture;

/// <summary>The service as a process of its own, as an operator runs it, so that it can be killed or run twice.</summary>
public sealed class ApiProcess : IDisposable
{
    /// <summary>The variable of the port that has its health.</summary>
    public const string ManagementPort = "DeliveryOtp__ManagementPort";

    private readonly Process _process;

    private ApiProcess(Process process, Uri baseUrl)
    {
        _process = process;
        BaseUrl = baseUrl;
    }

    public Uri BaseUrl { get; }

    /// <summary>What it has written to standard output, line by line.</summary>
    public ConcurrentQueue<string> Output { get; } = new();

    public int Id => _process.Id;

    public long WorkingSetBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts it in Production on a free port, and waits until it is ready.</summary>
    public static async Task<ApiProcess> StartAsync(
        TestDatabase database,
        int? port = null,
        IReadOnlyDictionary<string, string>? variables = null)
    {
        var url = new Uri($"http://127.0.0.1:{port ?? FreePort()}");
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["DOTNET_ENVIRONMENT"] = "Production",
                ["ASPNETCORE_URLS"] = url.ToString(),
                ["ConnectionStrings__DeliveryOtp"] = database.Service,
                ["DeliveryOtp__AdminKey"] = Service.AdminKey,
                ["DeliveryOtp__PublicUrl"] = url.ToString(),
                ["DeliveryOtp__CodeKeys__0__Id"] = "test",
                ["DeliveryOtp__CodeKeys__0__Secret"] = Service.CodeKeySecret,
                ["Logging__LogLevel__Default"] = "Warning",
            },
        };
        foreach (var (name, value) in variables ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        var api = new ApiProcess(process, url);
        process.OutputDataReceived += (_, written) => api.Keep(written.Data);
        process.BeginOutputReadLine();
        await api.WaitUntilReadyAsync(start.Environment.TryGetValue(ManagementPort, out var own) ? int.Parse(own!, CultureInfo.InvariantCulture) : url.Port);
        return api;
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>SIGTERM, as an operator stops it. Returns how long it took.</summary>
    public async Task<TimeSpan> StopAsync()
    {
        var asked = Stopwatch.GetTimestamp();
        using var kill = Process.Start("kill", ["-s", "TERM", Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync();
        return Stopwatch.GetElapsedTime(asked);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
            Output.Enqueue(line);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitUntilReadyAsync(int port)
    {
        using var client = new HttpClient { BaseAddress = new UriBuilder(BaseUrl) { Port = port }.Uri };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(30); await Task.Delay(50))
        {
            try
            {
                if ((await client.GetAsync("/health/ready")).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                Assert.False(_process.HasExited, "the service did not start");
            }
        }

        Assert.Fail("the service is not ready after 30 s");
    }
}
