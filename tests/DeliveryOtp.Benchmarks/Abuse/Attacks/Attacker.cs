using System.Text.Json.Nodes;
using DeliveryOtp.Api.Access;
using DeliveryOtp.Benchmarks.Load;
using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.Benchmarks.Seeding;

namespace DeliveryOtp.Benchmarks.Abuse.Attacks;

/// <summary>A retailer whose courier, support and recipient attack, new for each attack.</summary>
/// <param name="Setup">Where.</param>
/// <param name="Keys">The retailer and its keys.</param>
/// <param name="Order">Of its one delivery, as it was asked for.</param>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="CourierToken">A courier's.</param>
/// <param name="Link">The recipient's.</param>
internal sealed record Attacker(BenchSetup Setup, Tenant Keys, JsonNode Order, Guid DeliveryId, string CourierToken, string Link)
{
    public static async Task<Attacker> CreateAsync(BenchSetup setup, CancellationToken cancel)
    {
        var keys = await Tenant.CreateAsync(setup.Service, setup.Secrets, cancel);
        using var retailer = Tenant.ClientOf(setup.Service, keys.RetailerKey);
        var order = RequestBody.Delivery("attacked");
        var issued = await Tenant.PostAsync(retailer, "/v1/deliveries", order, cancel);
        var tokens = new CourierTokens(setup.Secrets.ToKeyRing(), TimeProvider.System);
        return new Attacker(
            setup, keys, order, (Guid)issued["id"]!, Couriers.TokenOf(tokens, keys, courier: 0), RecipientPage.LinkOf(issued));
    }
}
