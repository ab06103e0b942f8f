using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Recipients;

/// <summary>A delivery as its recipient sees it: never who the courier is, nor where beyond "at your door" (R18).</summary>
/// <param name="OrderId">The retailer's order number.</param>
/// <param name="Status">At the moment of the answer.</param>
/// <param name="Language">The recipient's, BCP 47; null: the retailer did not say.</param>
/// <param name="Code">Six digits while they are visible; null otherwise (R9).</param>
/// <param name="CodeState">
/// `visible`; `hidden` until a courier is in front of the recipient; `used` by an acceptance; `dead`: it opens nothing any more.
/// </param>
/// <param name="Doorstep">The open doorstep session; null when none is open.</param>
/// <param name="TriesLeft">0–3.</param>
/// <param name="Events">What happened, oldest first; the last 200.</param>
/// <param name="Actions">What the recipient may do now: `reveal`, `denial`, `report`, `receipt`, `contest`.</param>
public sealed record TrackingResponse(
    string OrderId,
    DeliveryStatus Status,
    string? Language,
    string? Code,
    CodeState CodeState,
    TrackedSession? Doorstep,
    int TriesLeft,
    IReadOnlyList<TrackedEvent> Events,
    IReadOnlyList<RecipientAction> Actions)
{
    /// <summary>Records print themselves; this one must not print a code (R2).</summary>
    public override string ToString() => "tracking";
}

/// <summary>The time in which a code is accepted.</summary>
/// <param name="OpenedAt">The server's clock.</param>
/// <param name="ClosesAt">Then the code dies.</param>
public sealed record TrackedSession(DateTimeOffset OpenedAt, DateTimeOffset ClosesAt);

/// <summary>One thing that happened.</summary>
/// <param name="At">The server's clock.</param>
/// <param name="Kind">attempted, arrived, session_closed, …</param>
/// <param name="Outcome">Of an arrival or attempt: its true one.</param>
/// <param name="Where">Of an arrival or attempt: where the courier's device was.</param>
public sealed record TrackedEvent(
    DateTimeOffset At,
    string Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Outcome,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Whereabouts? Where);

public enum Whereabouts
{
    AtYourDoor,
    AwayFromYourAddress,
    Unknown,
}

public enum CodeState
{
    Hidden,
    Visible,
    Used,
    Dead,
}

public enum RecipientAction
{
    Reveal,
    Denial,
    Report,
    Receipt,
    Contest,
}

/// <summary>What the courier did.</summary>
public sealed record ReportRequest
{
    [Required]
    public ReportKind? Kind { get; init; }
}

public enum ReportKind
{
    LeftWithParcel,
}

/// <summary>What is wrong with a delivery that was accepted.</summary>
public sealed record ContestRequest
{
    [Required]
    public ContestKind? Kind { get; init; }

    /// <summary>In the recipient's own words, at most 2000 characters.</summary>
    /// <example>Nobody rang, and there is no parcel.</example>
    public string? Statement { get; init; }
}
