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
        Throw();
        Shown = await Exposition.OfAllAsync(Service);
    }

    /// <summary>The runtime's counter of exceptions is there once there was one.</summary>
    private static void Throw()
    {
        try
        {
            throw new InvalidOperationException("counted");
        }
        catch (InvalidOperationException)
        {
            // That was all.
        }
    }

    public async Task DisposeAsync() => await Service.DisposeAsync();
}
