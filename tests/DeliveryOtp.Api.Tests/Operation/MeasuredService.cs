using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Operation;

/// <summary>A service that has all that it can have: mail too.</summary>
public sealed class MeasuredService : IAsyncLifetime
{
    internal Service Service { get; } = new()
    {
        Settings =
        {
            ["DeliveryOtp:Mail:Host"] = "127.0.0.1",
            ["DeliveryOtp:Mail:Port"] = "9",
            ["DeliveryOtp:Mail:Security"] = "none",
            ["DeliveryOtp:Mail:From"] = "Example Deliveries <delivery@example.com>",
        },
    };

    internal Exposition Shown { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Service.InitializeAsync();
        var tenant = await Service.NewTenantAsync();
        await tenant.IssueAsync();
        Shown = await Exposition.OfAllAsync(Service);
    }

    public async Task DisposeAsync() => await Service.DisposeAsync();
}
