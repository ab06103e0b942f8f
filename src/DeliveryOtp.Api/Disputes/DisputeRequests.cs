using System.ComponentModel.DataAnnotations;
using DeliveryOtp.Domain.Disputes;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Disputes;

/// <summary>A dispute to open, for somebody who calls or writes.</summary>
public sealed record OpenDisputeRequest
{
    /// <summary>The delivery that it is about.</summary>
    [Required]
    public Guid? DeliveryId { get; init; }

    [Required]
    public ContestKind? Kind { get; init; }

    /// <summary>Who complains: the `recipient`, the `retailer` itself, or `support` staff who came upon it. Who calls this is recorded beside it.</summary>
    [Required]
    public Complainant? OpenedBy { get; init; }

    /// <summary>In the words of who complains, 1–2000 characters.</summary>
    /// <example>Nobody rang in the evening.</example>
    [Required]
    public string? Statement { get; init; }

    internal DisputeOpened ToEvent(Domain.DisputeId id, DateTimeOffset now) =>
        new(id, Kind!.Value, OpenedBy!.Value, Statement, now + Dispute.TimeToDecide);
}

/// <summary>Something worth knowing.</summary>
public sealed record NoteRequest
{
    /// <summary>1–2000 characters; for good, like all that is in the journal.</summary>
    /// <example>Asked the carrier for the van's log.</example>
    [Required]
    public string? Text { get; init; }
}

/// <summary>How a dispute ends.</summary>
public sealed record DecideDisputeRequest
{
    [Required]
    public DisputeOutcome? Outcome { get; init; }

    /// <summary>
    /// What the decision rests on, each ground once and none that the record contradicts. `rejected` needs one besides
    /// `code_accepted`; the others need none.
    /// </summary>
    public IReadOnlyList<Ground>? Grounds { get; init; }

    /// <summary>In words, 20–4000 characters: for the evidence pack and for the retailer.</summary>
    /// <example>The courier's phone was inside the fence, and the recipient confirmed the receipt on the same evening.</example>
    [Required]
    public string? Reasons { get; init; }

    /// <summary>Where that is kept which the record does not hold, at most 500 characters; has to be said with `other_evidence`.</summary>
    /// <example>Ticket 4711, attachment 2</example>
    public string? EvidenceKeptAt { get; init; }

    internal DisputeDecision ToDecision() => new(Outcome!.Value, Grounds ?? [], Reasons!, EvidenceKeptAt);
}

/// <summary>What the recipient told support, on a delivery that was accepted.</summary>
public sealed record ContestInNameRequest
{
    [Required]
    public ContestKind? Kind { get; init; }

    /// <summary>In the recipient's own words, at most 2000 characters.</summary>
    /// <example>Nobody rang, and there is no parcel.</example>
    public string? Statement { get; init; }

    /// <summary>Why support writes it down and not the recipient, 10–500 characters; it stays in the journal.</summary>
    /// <example>The recipient called and can't open the page.</example>
    [Required]
    public string? Reason { get; init; }
}
