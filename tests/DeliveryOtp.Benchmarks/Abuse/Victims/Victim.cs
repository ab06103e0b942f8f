using System.Globalization;
using DeliveryOtp.Api.Access;
using DeliveryOtp.Benchmarks.Load;
using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.Benchmarks.Seeding;

namespace DeliveryOtp.Benchmarks.Abuse.Victims;

/// <summary>Another retailer, with couriers and deliveries of its own. It shares with the attacker no more than the address.</summary>
internal sealed class Victim
{
    /// <summary>At their doors: of each measurement, so that none meets what an earlier one left.</summary>
    public const int Deliveries = 50;

    private const int CourierCount = 50;

    private readonly BenchSetup _setup;
    private readonly string[] _tokens;
    private int _orders;

    private Victim(BenchSetup setup, Tenant keys)
    {
        _setup = setup;
        Keys = keys;
        var tokens = new CourierTokens(setup.Secrets.ToKeyRing(), TimeProvider.System);
        _tokens = [.. Enumerable.Range(0, CourierCount).Select(courier => Couriers.TokenOf(tokens, keys, courier))];
    }

    public Uri BaseUrl => _setup.Service.BaseUrl;

    public Tenant Keys { get; }

    public static async Task<Victim> CreateAsync(BenchSetup setup, CancellationToken cancel) =>
        new(setup, await Tenant.CreateAsync(setup.Service, setup.Secrets, cancel));

    public string NextOrder() => string.Create(CultureInfo.InvariantCulture, $"order-{Interlocked.Increment(ref _orders)}");

    /// <summary>
    /// A delivery's visits are shared by all couriers, one after another: of one courier only so many may be refused there within an hour (R13).
    /// </summary>
    /// <param name="place">Which delivery.</param>
    /// <param name="visit">Which visit of it.</param>
    public string TokenFor(int place, int visit) => _tokens[(place + visit) % CourierCount];

    public async Task<VictimDelivery[]> IssueAsync(CancellationToken cancel)
    {
        using var retailer = Tenant.ClientOf(_setup.Service, Keys.RetailerKey);
        var deliveries = new VictimDelivery[Deliveries];
        for (var place = 0; place < Deliveries; place++)
        {
            var issued = await Tenant.PostAsync(retailer, "/v1/deliveries", RequestBody.Delivery(NextOrder()), cancel);
            deliveries[place] = new VictimDelivery((Guid)issued["id"]!, RecipientPage.LinkOf(issued));
        }

        return deliveries;
    }
}

/// <param name="Id">Its id.</param>
/// <param name="Link">Its recipient's.</param>
internal sealed record VictimDelivery(Guid Id, string Link);
