using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Domain.Deliveries;

/// <summary>Who orders something, of which delivery.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Retailer">Whose delivery.</param>
/// <param name="DeliveryId">Which.</param>
/// <param name="Idempotency">What lets a repeat be told; null: the caller gave no key.</param>
/// <param name="LinkVersion">The recipient's link that orders it; null: it is not the recipient. A link that died meanwhile orders nothing.</param>
public sealed record Command(
    Actor Actor,
    RetailerId Retailer,
    DeliveryId DeliveryId,
    IdempotentRequest? Idempotency,
    int? LinkVersion = null);
