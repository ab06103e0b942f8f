using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DeliveryOtp.Browser.Tests.Recipient;

/// <summary>
/// One service by the real clock, since the pages count down by it, and one browser, for all tests of the recipient's page.
/// </summary>
public sealed class Door : IAsyncLifetime
{
    private int _couriers;

    public Service Service { get; } = new()
    {
        ConfigureServices = services => services.Replace(ServiceDescriptor.Singleton(TimeProvider.System)),
    };

    public Browser Browser { get; } = new();

    public Tenant Tenant { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Task.WhenAll(((IAsyncLifetime)Service).InitializeAsync(), Browser.InitializeAsync());
        Tenant = await Service.NewTenantAsync();
    }

    public async Task DisposeAsync()
    {
        await Browser.DisposeAsync();
        await ((IAsyncLifetime)Service).DisposeAsync();
    }

    /// <summary>A delivery with a courier of its own.</summary>
    internal async Task<HandOver> IssueAsync(
        string release = "on_arrival",
        int revealS = 45,
        int sessionS = 600,
        string language = "en",
        string? orderId = null,
        string seller = "Example Italia S.r.l.",
        int? deliverWithinS = null)
    {
        var issued = await Tenant.IssueAsync(new
        {
            order_id = orderId ?? Guid.NewGuid().ToString(),
            seller = new { name = seller, country = "IT" },
            recipient = new { language },
            deliver_until = deliverWithinS is { } s ? TimeProvider.System.GetUtcNow().AddSeconds(s) : (DateTimeOffset?)null,
            policy = new { code_release = release, reveal_seconds = revealS, session_seconds = sessionS },
        });
        return new HandOver(this, issued, await Tenant.CourierAsync($"crr-{Interlocked.Increment(ref _couriers)}"));
    }
}

[CollectionDefinition(Name)]
public sealed class TheDoor : ICollectionFixture<Door>
{
    public const string Name = "The recipient's page";
}

/// <summary>A second one, so that what takes long is not all behind each other.</summary>
[CollectionDefinition(Name)]
public sealed class AnotherDoor : ICollectionFixture<Door>
{
    public const string Name = "The recipient's page, its states and its troubles";
}
