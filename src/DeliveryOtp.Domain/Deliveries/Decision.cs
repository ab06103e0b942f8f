using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Disputes;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Domain.Deliveries;

/// <summary>One change of a delivery and the event that tells of it; stored together or not at all.</summary>
/// <param name="After">The state that the event leads to.</param>
/// <param name="Event">What happened.</param>
/// <param name="IsAutomatic">The service did it by itself: time passed, or a rule followed from the command.</param>
public sealed record Step(Delivery After, DeliveryEvent Event, bool IsAutomatic = false);

/// <summary>
/// What a command led to: steps, a conflict, or both (time had passed, or the refusal itself changed the delivery).
/// </summary>
/// <param name="After">The state after all steps; without any, the state before.</param>
/// <param name="Steps">The changes to store, in this order.</param>
/// <param name="Conflict">Why the command could not be carried out; null when it was.</param>
/// <param name="Insufficient">Why a dispute's decision can't rest on its grounds; null when it can, and of every other command.</param>
public sealed record Decision(
    Delivery After,
    IReadOnlyList<Step> Steps,
    StateConflict? Conflict = null,
    InsufficientGrounds? Insufficient = null)
{
    /// <summary>It was not carried out.</summary>
    public bool IsRefused => Conflict is not null || Insufficient is not null;

    /// <summary>The step that was asked for; what follows from it, and what had to come before it, is automatic.</summary>
    public Step? Step => Steps.LastOrDefault(step => !step.IsAutomatic);

    internal Decision Then(DeliveryEvent happened, LiveCode? fresh = null, byte[]? link = null, bool isAutomatic = false) =>
        Then(new Step(After.Apply(happened, fresh, link), happened, isAutomatic));

    internal Decision Then(Step step) => this with { After = step.After, Steps = [.. Steps, step] };

    internal Decision Refuse(StateConflict conflict) => this with { Conflict = conflict };
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
    NothingToReveal,
    NobodyArrived,
    ShowingIsOver,
    TooManyShowings,
    NotDelivered,
    AlreadyReported,
    AlreadyReceived,
    AlreadyContested,
    TooLateToContest,
    DisputeIsOpen,
    DisputeIsDecided,
    MailsAreOff,
    NoAddress,
    LinkIsGone,
    TooManyLinks,
    TooMuchMetadata,
}
