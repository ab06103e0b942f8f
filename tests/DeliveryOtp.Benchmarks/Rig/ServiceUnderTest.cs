using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DeliveryOtp.Benchmarks.Rig;

/// <summary>The service as a process of its own, with the settings that production has when nobody sets any.</summary>
internal sealed class ServiceUnderTest : IDisposable
{
    // The service logs a line a request, which has to go somewhere as it would in production.
    private const string StartWithLog = """exec dotnet "$0" > "$1" 2>&1""";

    private const string AllocatedMetric = "dotnet_gc_heap_total_allocated_bytes_total";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private bool _isDisposed;
    private readonly Process _process;

    private ServiceUnderTest(Process process, Uri baseUrl)
    {
        _process = process;
        BaseUrl = baseUrl;
    }

    public Uri BaseUrl { get; }

    public int Id => _process.Id;

    /// <summary>From the start of the process to its first "ready".</summary>
    public TimeSpan StartToReady { get; private set; }

    public static async Task<ServiceUnderTest> StartAsync(
        string program, string connection, ServiceSecrets secrets, ServiceBudgets budgets, CancellationToken cancel)
    {
        var log = BenchPaths.InOutput("api.log");
        var url = new UriBuilder(Uri.UriSchemeHttp, IPAddress.Loopback.ToString(), FreePort()).Uri;
        var start = new ProcessStartInfo("/bin/sh", ["-c", StartWithLog, program, log])
        {
            UseShellExecute = false,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["DOTNET_ENVIRONMENT"] = "Production",
                ["ASPNETCORE_URLS"] = url.ToString(),
                ["ConnectionStrings__DeliveryOtp"] = connection,
                ["DeliveryOtp__AdminKey"] = secrets.AdminKey,
                ["DeliveryOtp__PublicUrl"] = url.ToString(),
                ["DeliveryOtp__CodeKeys__0__Id"] = secrets.CodeKeyId,
                ["DeliveryOtp__CodeKeys__0__Secret"] = secrets.CodeKeySecret,
            },
        };
        BudgetSettings.AddTo(start.Environment, budgets);
        var waited = Stopwatch.StartNew();
        var service = new ServiceUnderTest(Process.Start(start)!, url);
        try
        {
            await service.WaitUntilReadyAsync(waited, log, cancel);
            return service;
        }
        catch
        {
            service.Dispose();
            throw;
        }
    }

    /// <summary>All that it ever allocated on its managed heap, as its metrics have it.</summary>
    public async Task<double> AllocatedBytesAsync(CancellationToken cancel)
    {
        using var client = new HttpClient { BaseAddress = BaseUrl };
        var metrics = await client.GetStringAsync("/metrics", cancel);
        var line = metrics.Split('\n').FirstOrDefault(line => line.StartsWith(AllocatedMetric, StringComparison.Ordinal))
            ?? throw new BenchmarkException($"The service's metrics have no {AllocatedMetric}.");
        return double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    /// <summary>It keeps its memory and its connections and takes no time, until what this returns is disposed.</summary>
    public async Task<IAsyncDisposable> PauseAsync(CancellationToken cancel)
    {
        await SignalAsync("STOP", cancel);
        return new Pause(this);
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private async Task SignalAsync(string signal, CancellationToken cancel) => await ExternalProgram.RunAsync(
        "/bin/sh", ["-c", """kill -s "$0" "$1" """, signal, Id.ToString(CultureInfo.InvariantCulture)], cancel);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitUntilReadyAsync(Stopwatch waited, string log, CancellationToken cancel)
    {
        using var client = new HttpClient { BaseAddress = BaseUrl };
        while (waited.Elapsed < Patience && !_process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync("/health/ready", cancel);
                if (answer.IsSuccessStatusCode)
                {
                    StartToReady = waited.Elapsed;
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(PollInterval, cancel);
        }

        throw new BenchmarkException($"The service is not ready after {waited.Elapsed.TotalSeconds:F0} s: see {log}.");
    }

    private sealed class Pause(ServiceUnderTest service) : IAsyncDisposable
    {
        // A run that was interrupted has to let it go, too.
        public async ValueTask DisposeAsync() => await service.SignalAsync("CONT", CancellationToken.None);
    }
}
