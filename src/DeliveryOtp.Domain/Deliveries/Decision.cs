using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Domain.Deliveries;

/// <summary>One change of a delivery and the event that tells of it; stored together or not at all.</summary>
public sealed record Step(Delivery After, DeliveryEvent Event);

/// <summary>What a command led to. Both at once: the command was refused, and its refusal changed the delivery.</summary>
/// <param name="Step">The change to store; null when there is none.</param>
/// <param name="Conflict">Why the command could not be carried out; null when it was.</param>
public sealed record Decision(Step? Step, StateConflict? Conflict)
{
    /// <summary>The delivery already is as asked.</summary>
    public static readonly Decision Unchanged = new(Step: null, Conflict: null);

    public static Decision Do(Delivery before, DeliveryEvent @event, Codes.LiveCode? fresh = null) =>
        new(new Step(before.Apply(@event, fresh), @event), Conflict: null);

    public static Decision Refuse(StateConflict conflict) => new(Step: null, conflict);
}

/// <summary>Why the state of a delivery does not allow a command.</summary>
public enum StateConflict
{
    AlreadyDelivered,
    AlreadyCancelled,
    AlreadyExpired,
    AlreadyHeld,
    IsLocked,
    NotLocked,
    NoUnlocksLeft,
    NoGenerationsLeft,
}
