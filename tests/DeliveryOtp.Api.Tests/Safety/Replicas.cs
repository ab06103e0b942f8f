using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Safety;

/// <summary>64 requests at once want the machine for themselves.</summary>
[CollectionDefinition(nameof(Races), DisableParallelization = true)]
public sealed class Races : ICollectionFixture<Replicas>;

/// <summary>Two processes of the service on one database, and one tenant who is a client of both.</summary>
public sealed class Replicas : IAsyncLifetime
{
    /// <summary>How many requests come at once.</summary>
    public const int AtOnce = 64;

    private readonly List<ApiProcess> _processes = [];
    private readonly List<Tenant> _tenants = [];

    public TestDatabase Database { get; private set; } = null!;

    /// <summary>The tenant at the first replica.</summary>
    public Tenant Tenant => _tenants[0];

    internal Records Records => new(Database);

    public async Task InitializeAsync()
    {
        Database = await (await TestCluster.SharedAsync()).CreateDatabaseAsync();

        // One courier makes all of a race here, which is no flood.
        var plenty = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DeliveryOtp__Budgets__Courier__PerSecond"] = "100000",
            ["DeliveryOtp__Budgets__Courier__Burst"] = "100000",
        };
        _processes.AddRange(await Task.WhenAll(ApiProcess.StartAsync(Database, variables: plenty), ApiProcess.StartAsync(Database, variables: plenty)));
        var tenant = await Tenant.CreateAsync(_processes[0].BaseUrl, Service.AdminKey);
        _tenants.AddRange([tenant, tenant.At(_processes[1].BaseUrl)]);
    }

    public Task DisposeAsync()
    {
        _processes.ForEach(process => process.Dispose());
        return Task.CompletedTask;
    }

    /// <summary>The tenant at the replica that serves request number <paramref name="n"/>.</summary>
    internal Tenant TenantAt(int n, int replicas) => _tenants[n % replicas];

    /// <summary>One courier's app at each replica.</summary>
    internal async Task<Couriers> CouriersAsync(int replicas)
    {
        var courierId = $"crr-{Guid.NewGuid():N}";
        return new(await Task.WhenAll(_tenants.Take(replicas).Select(tenant => tenant.CourierAsync(courierId))));
    }

    /// <summary>Deliveries that no limit but their own stops.</summary>
    internal static Task<Issued> IssueAsync(Tenant tenant) =>
        tenant.IssueAsync(new { policy = new { courier_wrong_limit = 1000 } });

    internal Task<Issued[]> IssueAsync(int count) => IssueAsync(Tenant, count);

    internal static async Task<Issued[]> IssueAsync(Tenant tenant, int count)
    {
        var issued = new List<Issued>(count);
        foreach (var some in Enumerable.Range(0, count).Chunk(16))
            issued.AddRange(await Task.WhenAll(some.Select(_ => IssueAsync(tenant))));
        return [.. issued];
    }

    /// <summary>Sends <paramref name="count"/> requests at once, to the replicas in turn.</summary>
    internal static Task<Answer[]> AtOnceAsync(Func<int, Task<Answer>> send, int count = AtOnce) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(n => Task.Run(() => send(n))));
}

/// <summary>One courier, signed in at each replica.</summary>
internal sealed class Couriers(HttpClient[] clients)
{
    /// <summary>The client of request number <paramref name="n"/>.</summary>
    public HttpClient this[int n] => clients[n % clients.Length];
}
