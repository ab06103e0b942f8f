using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DeliveryOtp.Cli.Tests;

/// <summary>The service in Production, ready or not.</summary>
internal sealed class Serving : IDisposable
{
    public const string AdminKey = "admin-key-of-the-tests-0123456789abcdef";

    private readonly Process _process;

    private Serving(Process process, Uri baseUrl)
    {
        _process = process;
        BaseUrl = baseUrl;
    }

    public Uri BaseUrl { get; }

    /// <summary>The code keys as variables, the newest first.</summary>
    public static Dictionary<string, string?> CodeKeys(params string[] ids)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal);
        for (var n = 0; n < ids.Length; n++)
        {
            variables[$"DeliveryOtp__CodeKeys__{n}__Id"] = ids[n];
            variables[$"DeliveryOtp__CodeKeys__{n}__Secret"] = $"code-key-of-the-{ids[n]}s-0123456789abcdef";
        }

        return variables;
    }

    public static Dictionary<string, string?> Environment(string connection) => new(CodeKeys("test"), StringComparer.Ordinal)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["ConnectionStrings__DeliveryOtp"] = connection,
        ["DeliveryOtp__AdminKey"] = AdminKey,
        ["DeliveryOtp__PublicUrl"] = "https://track.example.com",
        ["Logging__LogLevel__Default"] = "None",
    };

    /// <param name="connection">Of the service's role.</param>
    /// <param name="trustedProxies">As an operator would name them.</param>
    /// <param name="log">Gets what it logs from warnings on, and what it writes by itself; null: it logs nothing.</param>
    /// <param name="codeKeys">The newest first; null: the one that it always has.</param>
    public static async Task<Serving> StartAsync(
        string connection,
        string? trustedProxies = null,
        ConcurrentQueue<string>? log = null,
        string[]? codeKeys = null)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var environment = Environment(connection);
        foreach (var (name, value) in CodeKeys(codeKeys ?? []))
            environment[name] = value;
        environment["ASPNETCORE_URLS"] = url.ToString();
        environment["DeliveryOtp__TrustedProxies"] = trustedProxies;
        if (log is not null)
            environment["Logging__LogLevel__Default"] = "Warning";
        var serving = new Serving(Run.StartApi(environment), url);
        if (log is not null)
            serving.ReadInto(log);
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

    private void ReadInto(ConcurrentQueue<string> log)
    {
        void Take(object sender, DataReceivedEventArgs line)
        {
            if (!string.IsNullOrEmpty(line.Data))
                log.Enqueue(line.Data);
        }

        _process.OutputDataReceived += Take;
        _process.ErrorDataReceived += Take;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
