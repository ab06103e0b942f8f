using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Deliveries;

/// <summary>Reads and sets what a retailer's new deliveries begin with.</summary>
public sealed class PolicyService(RetailerPolicies policies)
{
    public ValueTask<DeliveryPolicy> FindAsync(RetailerId retailer, CancellationToken cancel) => policies.FindAsync(retailer, cancel);

    public async Task<DeliveryPolicy> SetAsync(Actor actor, RetailerId retailer, PolicyBody body, CancellationToken cancel)
    {
        var policy = body.OnTopOf(DeliveryPolicy.Default);
        await policies.SetAsync(actor, retailer, policy, cancel);
        return policy;
    }
}
