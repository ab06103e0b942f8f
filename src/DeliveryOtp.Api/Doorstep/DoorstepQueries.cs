using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;

namespace DeliveryOtp.Api.Doorstep;

/// <summary>
/// Reads a delivery for a courier's app, which asks again and again: one read by id, without a lock, and no entry of the journal.
/// </summary>
public sealed class DoorstepQueries(DeliveryReads deliveries, TimeProvider time)
{
    /// <summary>Null: the courier's retailer has no such delivery.</summary>
    /// <exception cref="BrokenSealException">It is not as the service wrote it.</exception>
    public async Task<DoorstepResponse?> FindAsync(RetailerId retailer, DeliveryId id, CourierId courier, CancellationToken cancel) =>
        await deliveries.FindAsync(retailer, id, cancel) is { } delivery ? DoorstepView.Of(delivery, courier, time.Now()) : null;
}
