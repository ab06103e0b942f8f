using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using DeliveryOtp.Api.Http.OpenApi;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
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
/// <param name="CodeRelease">`on_issue`: the code is theirs from the beginning. `on_arrival`: only while a showing lives.</param>
/// <param name="Showing">The showing that lives (R9); null: none does. Under `on_issue` it says that a courier is there, and hides nothing.</param>
/// <param name="Doorstep">The open doorstep session; null when none is open.</param>
/// <param name="TriesLeft">0–3.</param>
/// <param name="Now">The server's clock, for what counts down.</param>
/// <param name="ExpiresAt">When the code dies at the latest.</param>
/// <param name="ContestUntil">Until when an acceptance may be contested; null: there is none.</param>
/// <param name="HeldBecause">Of a delivery that is held: who or what stopped it; null otherwise.</param>
/// <param name="Seller">Who sold; null: the retailer did not say.</param>
/// <param name="TimeZone">IANA's name of the clocks at the destination; `UTC` where its country does not say.</param>
/// <param name="Events">
/// What happened, oldest first: every session that opened and every code that was compared, and the newest of the rest, 200 of
/// them. Without visits of couriers who may not deliver the parcel: see `refused`.
/// </param>
/// <param name="LastEvent">The number up to which `events` goes; the stream goes on behind it.</param>
/// <param name="Refused">Visits that were refused to couriers who may not deliver this parcel (R18); null: there were none.</param>
/// <param name="Actions">What the recipient may do now: `reveal`, `hide`, `denial`, `report`, `receipt`, `contest`.</param>
public sealed record TrackingResponse(
    string OrderId,
    DeliveryStatus Status,
    string? Language,
    string? Code,
    CodeState CodeState,
    CodeRelease CodeRelease,
    TrackedShowing? Showing,
    TrackedSession? Doorstep,
    int TriesLeft,
    DateTimeOffset Now,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? ContestUntil,
    HoldCause? HeldBecause,
    string? Seller,
    string TimeZone,
    IReadOnlyList<TrackedEvent> Events,
    int LastEvent,
    TrackedRefusals? Refused,
    IReadOnlyList<RecipientAction> Actions)
{
    /// <summary>Records print themselves; this one must not print a code (R2).</summary>
    public override string ToString() => "tracking";
}

/// <summary>The time in which a code is accepted.</summary>
/// <param name="OpenedAt">The server's clock.</param>
/// <param name="ClosesAt">Then the code dies.</param>
public sealed record TrackedSession(DateTimeOffset OpenedAt, DateTimeOffset ClosesAt);

/// <summary>The time for which a tap shows the code.</summary>
/// <param name="Number">For `POST …/reveals` and `POST …/hides`.</param>
/// <param name="Until">Then it is over, unless it is made to last longer.</param>
/// <param name="Seconds">How long a tap shows it.</param>
public sealed record TrackedShowing(int Number, DateTimeOffset Until, int Seconds);

/// <summary>Refusals of couriers who may not deliver this parcel, as one line.</summary>
/// <param name="Count">How many.</param>
/// <param name="FirstAt">The first one.</param>
/// <param name="LastAt">The last one.</param>
public sealed record TrackedRefusals(int Count, DateTimeOffset FirstAt, DateTimeOffset LastAt);

/// <summary>One thing that happened.</summary>
/// <param name="At">The server's clock.</param>
/// <param name="Kind">attempted, arrived, session_closed, …</param>
/// <param name="Outcome">Of an arrival or attempt: its true one.</param>
/// <param name="Where">Of an arrival or attempt: where the courier's device was.</param>
public sealed record TrackedEvent(
    DateTimeOffset At,
    [property: OneOf(Names.TrackedKind)] string Kind,
    [property: OneOf(Names.VisitOutcome), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Outcome,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Whereabouts? Where)
{
    /// <summary>Null: it is the one line of <see cref="TrackedEvents.RefusedKind"/>.</summary>
    internal EntryKind? EntryKind => KindName.Find(Kind);
}

public enum Whereabouts
{
    /// <summary>Inside the fence.</summary>
    AtYourDoor,

    /// <summary>Outside of it.</summary>
    AwayFromYourAddress,

    /// <summary>The phone did not prove where it was.</summary>
    Unknown,
}

public enum CodeState
{
    /// <summary>There is one, and it is not shown.</summary>
    Hidden,

    /// <summary>It is shown.</summary>
    Visible,

    /// <summary>It was accepted.</summary>
    Used,

    /// <summary>None lives.</summary>
    Dead,
}

public enum RecipientAction
{
    /// <summary>Show the code: a courier is there.</summary>
    Reveal,

    /// <summary>Hide it.</summary>
    Hide,

    /// <summary>Say that nobody is there.</summary>
    Denial,

    /// <summary>Say that the courier left with the parcel.</summary>
    Report,

    /// <summary>Say that it came.</summary>
    Receipt,

    /// <summary>Say that something is wrong with it.</summary>
    Contest,
}

/// <summary>"A courier is in front of me".</summary>
public sealed record RevealRequest
{
    /// <summary>The showing that is to last longer, from `showing.number`; omitted: one is to begin.</summary>
    /// <example>2</example>
    public int? Showing { get; init; }
}

/// <summary>"Hide the code".</summary>
public sealed record HideRequest
{
    /// <summary>The showing that is to end, from `showing.number`.</summary>
    /// <example>2</example>
    [Required]
    public int? Showing { get; init; }
}

/// <summary>What the courier did.</summary>
public sealed record ReportRequest
{
    [Required]
    public ReportKind? Kind { get; init; }
}

public enum ReportKind
{
    /// <summary>The courier left, and the parcel with him.</summary>
    LeftWithParcel,
}

/// <summary>What is wrong with a delivery that was accepted.</summary>
public sealed record ContestRequest
{
    /// <summary>Characters of a statement.</summary>
    internal const int MaxStatement = 2000;

    [Required]
    public ContestKind? Kind { get; init; }

    /// <summary>In the recipient's own words, at most 2000 characters.</summary>
    /// <example>Nobody rang, and there is no parcel.</example>
    public string? Statement { get; init; }
}
