using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Domain.Disputes;

/// <summary>A dispute as far as decisions look at it; both members never change.</summary>
/// <param name="Id">Which.</param>
/// <param name="Kind">What is wrong.</param>
public sealed record Dispute(DisputeId Id, ContestKind Kind)
{
    /// <summary>By then a decision is due.</summary>
    public static readonly TimeSpan TimeToDecide = TimeSpan.FromDays(14);
}

/// <summary>How a dispute ends. It is final; only another dispute can follow.</summary>
/// <param name="Outcome">What the recipient gets.</param>
/// <param name="Grounds">What it rests on, each once.</param>
/// <param name="Reasons">In words, 20–4,000 characters.</param>
/// <param name="EvidenceKeptAt">Where that is kept which the record does not hold; has to be said of <see cref="Ground.OtherEvidence"/>.</param>
public sealed record DisputeDecision(
    DisputeOutcome Outcome,
    IReadOnlyList<Ground> Grounds,
    string Reasons,
    string? EvidenceKeptAt);
