using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Doorstep;

/// <summary>An arrival or an attempt on its way to a verdict.</summary>
public abstract record VisitCommand(
    Actor Actor,
    RetailerId Retailer,
    DeliveryId DeliveryId,
    Visit Visit,
    IdempotentRequest Idempotency)
{
    internal VisitKey Key { get; } = new(
        new DeliveryKey(Retailer, DeliveryId, Idempotency.Key),
        new VisitorKey(Retailer, Visit.Courier, Visit.Device.Id));
}

public sealed record ArrivalCommand(
    Actor Actor,
    RetailerId Retailer,
    DeliveryId DeliveryId,
    Arrival Arrival,
    IdempotentRequest Idempotency) : VisitCommand(Actor, Retailer, DeliveryId, Arrival, Idempotency);

public sealed record AttemptCommand(
    Actor Actor,
    RetailerId Retailer,
    DeliveryId DeliveryId,
    Attempt Attempt,
    IdempotentRequest Idempotency) : VisitCommand(Actor, Retailer, DeliveryId, Attempt, Idempotency);
