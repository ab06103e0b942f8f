using DeliveryOtp.Api.Disputes;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Disputes;

namespace DeliveryOtp.Api.Pages.Console.Disputes;

/// <summary>What the form of a decision sends.</summary>
public sealed record DecisionForm
{
    public Guid Key { get; init; }

    public string? Outcome { get; init; }

    public string[] Grounds { get; init; } = [];

    public string? Reasons { get; init; }

    public string? EvidenceKeptAt { get; init; }

    /// <summary>A name that is none is not there, and then missing where it is needed.</summary>
    internal DecideDisputeRequest ToRequest() => new()
    {
        Outcome = Outcome is not null && EnumName<DisputeOutcome>.TryParse(Outcome, out var outcome) ? outcome : null,
        Grounds = [.. Grounds.Where(EnumName<Ground>.All.Contains).Select(EnumName<Ground>.Parse)],
        Reasons = FormText.Normalize(Reasons),
        EvidenceKeptAt = FormText.Normalize(EvidenceKeptAt),
    };

    internal bool Names(Ground ground) => Grounds.Contains(EnumName<Ground>.Of(ground), StringComparer.Ordinal);

    /// <summary>The id and the label of the field that holds a member of the request.</summary>
    internal static (string Id, string Label) FieldOf(string member) => member switch
    {
        nameof(DecideDisputeRequest.Outcome) => ("outcome-refund", "Outcome"),
        nameof(DecideDisputeRequest.Reasons) => ("reasons", "Reasons"),
        nameof(DecideDisputeRequest.EvidenceKeptAt) => ("kept-at", "Where the evidence is kept"),
        _ => ("ground-code_accepted", "Grounds"),
    };
}
