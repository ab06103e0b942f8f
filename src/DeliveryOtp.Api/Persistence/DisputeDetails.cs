using DeliveryOtp.Domain.Disputes;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Persistence;

public sealed record DisputeOpenedDetail(
    Guid DisputeId,
    ContestKind Kind,
    Complainant OpenedBy,
    string? Statement,
    DateTimeOffset DueAt) : EntryDetail
{
    internal static DisputeOpenedDetail Of(DisputeOpened opened) =>
        new(opened.Id.Value, opened.Kind, opened.OpenedBy, opened.Statement, opened.DueAt);
}

public sealed record DisputeNotedDetail(Guid DisputeId, string Text) : EntryDetail;

public sealed record DisputeDecidedDetail(
    Guid DisputeId,
    ContestKind Kind,
    DisputeOutcome Outcome,
    IReadOnlyList<Ground> Grounds,
    string Reasons,
    string? EvidenceKeptAt) : EntryDetail
{
    internal static DisputeDecidedDetail Of(DisputeDecided decided) => new(
        decided.Id.Value,
        decided.Kind,
        decided.Decision.Outcome,
        decided.Decision.Grounds,
        decided.Decision.Reasons,
        decided.Decision.EvidenceKeptAt);
}
