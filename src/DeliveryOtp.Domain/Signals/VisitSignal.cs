using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Domain.Signals;

/// <summary>A signal that a visit raises by itself: computed with the decision, from the delivery and the visit alone.</summary>
public abstract class VisitSignal : SignalRule
{
    /// <summary>Null: there is nothing to see.</summary>
    public abstract Signal? Look(VisitFacts facts);
}

/// <summary>What a <see cref="VisitSignal"/> may look at.</summary>
/// <param name="Delivery">Before the visit.</param>
/// <param name="Visit">What the courier's app sent.</param>
/// <param name="Place">What the place gate found.</param>
/// <param name="Session">The session in which the visit comes, or that it opens; null when none is open.</param>
/// <param name="Outcome">Of an attempt; null for an arrival.</param>
/// <param name="Standing">The wrong comparisons of courier and device, with this one.</param>
/// <param name="Now">The server's clock.</param>
public sealed record VisitFacts(
    Delivery Delivery,
    Visit Visit,
    PlaceAssessment Place,
    DoorstepSession? Session,
    AttemptOutcome? Outcome,
    Standing Standing,
    DateTimeOffset Now)
{
    internal bool IsAccepted => Outcome == AttemptOutcome.Accepted;

    /// <summary>The recipient says, there and then, that a courier is in front of them (R9).</summary>
    internal bool IsWitnessed => Session?.ShowingAt(Now) is not null;

    /// <summary>The code was compared, and came from another device than the one that opened the session.</summary>
    internal bool IsOnAnotherDevice =>
        Outcome is AttemptOutcome.Accepted or AttemptOutcome.WrongCode or AttemptOutcome.SupersededCode && Session is { } session && session.Device != Visit.Device.Id;
}
