using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.Persistence.Transactions;

/// <summary>What of an event stands in columns of its own, beside the JSON: what the database filters and counts by.</summary>
internal readonly record struct PromotedColumns()
{
    /// <summary>Who came, on which device, and where.</summary>
    public Visit? Visit { get; init; }

    public AttemptOutcome? Outcome { get; init; }

    public byte[]? PresentedDigest { get; init; }

    public IReadOnlyList<Signal> Signals { get; init; } = [];

    /// <summary>The entry that a raised signal is about.</summary>
    public Guid? About { get; init; }

    /// <summary>When time ends what the entry began: a doorstep session, or a showing.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>A refusal of a courier who may not deliver this parcel (R18).</summary>
    public bool IsStranger { get; init; }

    public static PromotedColumns Of(DeliveryEvent happened) => happened.EntryKind switch
    {
        EntryKind.Arrived => Of((Arrived)happened),
        EntryKind.Attempted => Of((Attempted)happened),
        EntryKind.Revealed => new() { EndsAt = ((Revealed)happened).Until },
        EntryKind.Denied => new() { Signals = [((Denied)happened).Signal] },
        EntryKind.LeftReported => new() { Signals = [((LeftReported)happened).Signal] },
        EntryKind.SignalRaised => new() { Signals = [((SignalRaised)happened).Signal], About = ((SignalRaised)happened).About },
        EntryKind.Issued or EntryKind.Renewed or EntryKind.Held or EntryKind.Unlocked or EntryKind.Cancelled or EntryKind.Expired
            or EntryKind.Changed or EntryKind.SessionClosed or EntryKind.Hidden or EntryKind.Received or EntryKind.Contested
            or EntryKind.Viewed or EntryKind.Noted or EntryKind.LinkSent or EntryKind.DisputeOpened or EntryKind.DisputeNoted
            or EntryKind.DisputeDecided => new(),
    };

    private static PromotedColumns Of(Arrived arrived) => new()
    {
        Visit = arrived.Arrival,
        Signals = arrived.Verdict.Signals,
        EndsAt = arrived.Verdict.Opens?.ClosesAt,
        IsStranger = arrived.Verdict.IsStranger,
    };

    private static PromotedColumns Of(Attempted attempted) => new()
    {
        Visit = attempted.Attempt,
        Outcome = attempted.Verdict.Outcome,
        PresentedDigest = attempted.Verdict.PresentedDigest,
        Signals = attempted.Verdict.Signals,
        EndsAt = attempted.Verdict.Opens?.ClosesAt,
        IsStranger = attempted.Verdict.IsStranger,
    };
}
