using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Stories;

/// <summary>The service as an operator runs it, by the real clock: a process for each class of stories, a tenant for each story.</summary>
public sealed class RealTimeService : IAsyncLifetime, IDisposable
{
    private ApiProcess _service = null!;

    public async Task InitializeAsync() =>
        _service = await ApiProcess.StartAsync(await (await TestCluster.SharedAsync()).CreateDatabaseAsync());

    public Task<Tenant> NewTenantAsync() => Tenant.CreateAsync(_service.BaseUrl, Service.AdminKey);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _service.Dispose();
}
