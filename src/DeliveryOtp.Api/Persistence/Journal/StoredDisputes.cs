using DeliveryOtp.Domain.Disputes;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Persistence.Journal;

public sealed record StoredDisputeOpened(
    Guid DisputeId,
    ContestKind Kind,
    Complainant OpenedBy,
    string? Statement,
    DateTimeOffset DueAt) : StoredContent
{
    internal override EntryKind? EntryKind => Domain.Journal.EntryKind.DisputeOpened;

    internal static StoredDisputeOpened Of(DisputeOpened opened) =>
        new(opened.Id.Value, opened.Kind, opened.OpenedBy, opened.Statement, opened.DueAt);
}

public sealed record StoredDisputeNoted(Guid DisputeId, string Text) : StoredContent
{
    internal override EntryKind? EntryKind => Domain.Journal.EntryKind.DisputeNoted;

    internal override bool IsWhole => Text is not null;

    internal static StoredDisputeNoted Of(DisputeNoted noted) => new(noted.Id.Value, noted.Text);
}

public sealed record StoredDisputeDecided(
    Guid DisputeId,
    ContestKind Kind,
    DisputeOutcome Outcome,
    IReadOnlyList<Ground> Grounds,
    string Reasons,
    string? EvidenceKeptAt) : StoredContent
{
    internal override EntryKind? EntryKind => Domain.Journal.EntryKind.DisputeDecided;

    internal override bool IsWhole => Grounds is not null && Reasons is not null;

    internal static StoredDisputeDecided Of(DisputeDecided decided) => new(
        decided.Id.Value,
        decided.Kind,
        decided.Decision.Outcome,
        decided.Decision.Grounds,
        decided.Decision.Reasons,
        decided.Decision.EvidenceKeptAt);
}
