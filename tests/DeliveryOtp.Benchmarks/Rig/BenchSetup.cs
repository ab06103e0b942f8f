using DeliveryOtp.Benchmarks.Seeding;

namespace DeliveryOtp.Benchmarks.Rig;

/// <summary>A cluster, the service on it, a retailer, and the rows to copy: what a benchmark starts from.</summary>
internal sealed class BenchSetup(
    string program,
    BenchCluster cluster,
    ServiceSecrets secrets,
    ServiceBudgets budgets,
    ServiceUnderTest service,
    Tenant tenant,
    RowTemplate template) : IAsyncDisposable
{
    public BenchCluster Cluster => cluster;

    public ServiceSecrets Secrets => secrets;

    public ServiceUnderTest Service { get; private set; } = service;

    public Tenant Tenant => tenant;

    public RowTemplate Template { get; private set; } = template;

    public static async Task<BenchSetup> CreateAsync(
        bool keep, CancellationToken cancel, ServiceBudgets budgets = ServiceBudgets.Plenty)
    {
        var program = await ServiceProgram.PublishAsync(cancel);
        Progress.Say("Starting PostgreSQL and the service...");
        var secrets = new ServiceSecrets();
        var cluster = await BenchCluster.StartAsync(keep, cancel);
        ServiceUnderTest? service = null;
        try
        {
            service = await ServiceUnderTest.StartAsync(program, cluster.ServiceConnection, secrets, budgets, cancel);
            var tenant = await Tenant.CreateAsync(service, secrets, cancel);
            var template = await RowTemplate.CreateAsync(service, cluster, tenant, secrets, cancel);
            return new BenchSetup(program, cluster, secrets, budgets, service, tenant, template);
        }
        catch
        {
            service?.Dispose();
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Deliveries that wait for their code, in the product's tables or in copies of them, with statistics that know all of them.</summary>
    public async Task SeedAsync(DeliveryRange range, CancellationToken cancel, string schema = Statistics.Product)
    {
        await ImportAsync(range, cancel, schema);
        await new Statistics(cluster, schema).RefreshAsync(cancel);
    }

    /// <summary>As <see cref="SeedAsync"/>, with the statistics as they are.</summary>
    public async Task ImportAsync(DeliveryRange range, CancellationToken cancel, string schema = Statistics.Product)
    {
        await new DeliverySeeding(cluster, tenant, Template, secrets.ToKeyRing(), schema).SeedAsync(range, cancel);
        if (schema == Statistics.Product)
            await SeededJournal.SkipAsync(cluster, cancel);
    }

    /// <summary>Until <see cref="RestartServiceAsync"/>.</summary>
    public void StopService() => Service.Dispose();

    /// <summary>A fresh process on the data as it is by now.</summary>
    public async Task RestartServiceAsync(CancellationToken cancel)
    {
        Service.Dispose();
        Service = await ServiceUnderTest.StartAsync(program, cluster.ServiceConnection, secrets, budgets, cancel);
    }

    /// <summary>For who took all the deliveries away, and the one to copy with them.</summary>
    public async Task RenewTemplateAsync(CancellationToken cancel) =>
        Template = await RowTemplate.CreateAsync(Service, cluster, tenant, secrets, cancel);

    public async ValueTask DisposeAsync()
    {
        Service.Dispose();
        await cluster.DisposeAsync();
    }
}
