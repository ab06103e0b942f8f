using DeliveryOtp.Domain;

namespace DeliveryOtp.Api.Persistence.Transactions;

/// <summary>Who comes to which door, with which request.</summary>
/// <param name="Delivery">The delivery, and the request's idempotency key.</param>
/// <param name="Visitor">The courier and the device.</param>
public sealed record VisitKey(DeliveryKey Delivery, VisitorKey Visitor)
{
    internal CourierAtDoor CourierAtDoor => new(Delivery.RetailerId, Delivery.DeliveryId, Visitor.Courier);
}

/// <summary>A courier on one delivery.</summary>
internal readonly record struct CourierAtDoor(RetailerId Retailer, DeliveryId Delivery, CourierId Courier);
