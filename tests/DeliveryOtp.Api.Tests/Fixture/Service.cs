using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace DeliveryOtp.Api.Tests.Fixture;

/// <summary>
/// The service on a real Kestrel and a database of its own; only the clock is a fake. One for each test class, as its
/// class fixture.
/// </summary>
public sealed class Service : WebApplicationFactory<Program>, IAsyncLifetime
{
    public const string AdminKey = "admin-key-of-the-tests-0123456789abcdef";
    public const string CodeKeySecret = "code-key-of-the-tests-0123456789abcdef";

    /// <summary>Starts at the real time; stands still until a test moves it.</summary>
    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    /// <summary>Every line that was logged, at any level.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    public TestDatabase Database { get; private set; } = null!;

    public Uri BaseUrl { get; private set; } = null!;

    /// <summary>For tests that add to the service, such as exporters.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; set; }

    /// <summary>For tests of bounds: what an operator would set, by its name in configuration.</summary>
    public IDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public async Task InitializeAsync()
    {
        Database = await (await TestCluster.SharedAsync()).CreateDatabaseAsync();
        UseKestrel(0);
        StartServer();
        BaseUrl = new Uri(ClientOptions.BaseAddress.GetLeftPart(UriPartial.Authority));
    }

    /// <summary>A new tenant with keys, and a courier.</summary>
    public Task<Tenant> NewTenantAsync() => Tenant.CreateAsync(BaseUrl, AdminKey);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Testing");
        builder.UseSetting("ConnectionStrings:DeliveryOtp", Database.Service + ";Maximum Pool Size=64");
        builder.UseSetting("DeliveryOtp:AdminKey", AdminKey);
        builder.UseSetting("DeliveryOtp:PublicUrl", "https://track.example.com");
        builder.UseSetting("DeliveryOtp:CodeKeys:0:Id", "test");
        builder.UseSetting("DeliveryOtp:CodeKeys:0:Secret", CodeKeySecret);
        foreach (var (name, value) in Settings)
            builder.UseSetting(name, value);
        builder.ConfigureServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.AddLogging(logging => logging.ClearProviders().AddProvider(new QueueLogger(Log)));
            ConfigureServices?.Invoke(services);
        });
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();
}

/// <summary>Keeps what is logged.</summary>
internal sealed class QueueLogger(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter) => lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

    public void Dispose()
    {
        // The lines belong to the fixture.
    }
}
