using DeliveryOtp.Api.Http.OpenApi;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Disputes;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Disputes;

/// <summary>A dispute as a list shows it.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="DeliveryId">The delivery that it is about.</param>
/// <param name="OrderId">Its order.</param>
/// <param name="State">`open` until it is decided.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="OpenedBy">Who complains: the `recipient`, the `retailer` itself, or `support`.</param>
/// <param name="Statement">In their words; null: a recipient said none.</param>
/// <param name="OpenedAt">The server's clock.</param>
/// <param name="DueAt">By then a decision is due: 14 days after it was opened.</param>
/// <param name="Overdue">Open, and the due date has passed.</param>
/// <param name="DeliveryStatus">Of the delivery, at the moment of the answer.</param>
/// <param name="Review">Its signals weigh enough for a look.</param>
/// <param name="SignalTotal">What they weigh together.</param>
/// <param name="Seller">Who sold.</param>
/// <param name="Country">Where the parcel went: ISO 3166-1 alpha-2.</param>
/// <param name="Notes">How many there are.</param>
/// <param name="LastNoteAt">When the last one was written; null: there is none.</param>
/// <param name="LastNote">The last one.</param>
/// <param name="Decision">Null while it is open.</param>
public record DisputeItem(
    Guid Id,
    Guid DeliveryId,
    string OrderId,
    DisputeState State,
    ContestKind Kind,
    Complainant OpenedBy,
    string? Statement,
    DateTimeOffset OpenedAt,
    DateTimeOffset DueAt,
    bool Overdue,
    DeliveryStatus DeliveryStatus,
    bool Review,
    int SignalTotal,
    Seller? Seller,
    string Country,
    int Notes,
    DateTimeOffset? LastNoteAt,
    string? LastNote,
    DisputeRuling? Decision);

/// <summary>A dispute with its notes, and what the record says about each ground that a decision may name.</summary>
/// <param name="Dispute">The dispute.</param>
/// <param name="Notes">What was found out, oldest first.</param>
/// <param name="Grounds">One line for each ground, at the moment of the answer.</param>
public sealed record DisputeResponse(
    DisputeItem Dispute,
    IReadOnlyList<DisputeNote> Notes,
    IReadOnlyList<GroundOnRecord> Grounds);

/// <summary>How a dispute ended. It is final.</summary>
/// <param name="Outcome">What the recipient gets.</param>
/// <param name="Grounds">What it rests on.</param>
/// <param name="Reasons">In words.</param>
/// <param name="EvidenceKeptAt">Where that is kept which the record does not hold.</param>
/// <param name="DecidedAt">The server's clock.</param>
/// <param name="DecidedBy">Who decided.</param>
public sealed record DisputeRuling(
    DisputeOutcome Outcome,
    IReadOnlyList<Ground> Grounds,
    string Reasons,
    string? EvidenceKeptAt,
    DateTimeOffset DecidedAt,
    Actor DecidedBy);

/// <summary>Something that was found out about a dispute.</summary>
/// <param name="Id">Of its entry in the journal.</param>
/// <param name="RecordedAt">The server's clock.</param>
/// <param name="Actor">Who wrote it.</param>
/// <param name="Text">What.</param>
public sealed record DisputeNote(Guid Id, DateTimeOffset RecordedAt, Actor Actor, string Text);

public enum DisputeState
{
    /// <summary>It waits for its decision.</summary>
    Open,

    /// <summary>It has one.</summary>
    Decided,
}

public enum DisputeDue
{
    /// <summary>The due date has passed.</summary>
    Overdue,

    /// <summary>It comes within the next seven days.</summary>
    Week,
}

/// <summary>What was written down about a delivery.</summary>
/// <param name="Id">Of the entry in the journal.</param>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="Kind">`noted`, `link_sent`, `contested`.</param>
/// <param name="RecordedAt">The server's clock.</param>
/// <param name="DeliveryStatus">At the moment of the answer.</param>
/// <param name="DisputeId">Of a contest: the dispute that opened with it, or was open already; null of the others.</param>
public sealed record RecordedEntry(
    Guid Id,
    Guid DeliveryId,
    [property: OneOf(Names.EntryKind)] string Kind,
    DateTimeOffset RecordedAt,
    DeliveryStatus DeliveryStatus,
    Guid? DisputeId);
