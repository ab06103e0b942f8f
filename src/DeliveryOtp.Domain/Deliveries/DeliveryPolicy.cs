namespace DeliveryOtp.Domain.Deliveries;

/// <summary>
/// The bracketed values of the doorstep rules, fixed when a delivery is created. The defaults are the rules' own.
/// </summary>
public sealed record DeliveryPolicy
{
    public static readonly DeliveryPolicy Default = new();

    /// <summary>When the recipient gets to see the code.</summary>
    public CodeRelease CodeRelease { get; init; } = CodeRelease.OnIssue;

    /// <summary>How long a doorstep session stays open, 5–3600 s (R6).</summary>
    public int SessionSeconds { get; init; } = 600;

    /// <summary>How long a tap of the recipient shows the code, 5–600 s (R9).</summary>
    public int RevealSeconds { get; init; } = 45;

    /// <summary>Whether a code works only while the recipient says that a courier is in front of them (R9); always so under `on_arrival`.</summary>
    public RecipientPresence RecipientPresence { get; init; } = RecipientPresence.Optional;

    /// <summary>Whether the first session needs an arrival, too (R8).</summary>
    public ArrivalRule Arrival { get; init; } = ArrivalRule.FirstSessionOptional;

    /// <summary>The geofence's radius around the destination, 50–1000 m (R10).</summary>
    public int RadiusM { get; init; } = 100;

    /// <summary>What an outside fix does (R11).</summary>
    public PlaceRule Place { get; init; } = PlaceRule.Enforce;

    /// <summary>What a fix does that proves nothing (R11).</summary>
    public UnverifiedPlaceRule UnverifiedPlace { get; init; } = UnverifiedPlaceRule.Flag;

    /// <summary>Codes without an unlock, 1–20 (R4).</summary>
    public int MaxGenerations { get; init; } = 5;

    /// <summary>Unlocks, 0–10 (R3).</summary>
    public int MaxUnlocks { get; init; } = 2;

    /// <summary>Wrong comparisons that suspend a courier, 3–1000 (R17).</summary>
    public int CourierWrongLimit { get; init; } = 10;

    /// <summary>The window in which they count, 60–86400 s (R17).</summary>
    public int CourierWrongWindowS { get; init; } = 3600;

    /// <summary>How long the suspension lasts, 60–86400 s (R17).</summary>
    public int CourierSuspensionS { get; init; } = 3600;

    /// <summary>How long an acceptance may be contested, 1–720 h (R19).</summary>
    public int ContestHours { get; init; } = 48;

    /// <summary>The total weight of signals that marks a delivery for review, 1–1000.</summary>
    public int ReviewThreshold { get; init; } = 60;

    /// <summary>Whether webhooks may carry the code (R2).</summary>
    public bool CodeInWebhooks { get; init; }

    /// <summary>Whether a courier token has to prove its device.</summary>
    public DeviceBinding DeviceBinding { get; init; } = DeviceBinding.Accept;

    /// <summary>How the service itself tells the recipient what happens at the door. Policies older than this field say nothing.</summary>
    public RecipientMessages RecipientMessages { get; init; } = RecipientMessages.None;

    /// <summary>R9: whether a code works only while it is shown.</summary>
    internal bool RequiresShowing => CodeRelease == CodeRelease.OnArrival || RecipientPresence == RecipientPresence.Required;

    /// <summary>R8: whether no attempt is looked at before an arrival has opened a session.</summary>
    internal bool RequiresArrival => RequiresShowing || Arrival == ArrivalRule.Required;
}

public enum CodeRelease
{
    /// <summary>The retailer gets the code in the reply that issues it, and passes it on.</summary>
    OnIssue,

    /// <summary>Nobody sees the code until a courier is at the door.</summary>
    OnArrival,
}

public enum RecipientPresence
{
    /// <summary>What the recipient says about a courier in front of them is a witness, where they say it.</summary>
    Optional,

    /// <summary>Without it no code is compared.</summary>
    Required,
}

public enum ArrivalRule
{
    /// <summary>Before the first session an attempt needs none.</summary>
    FirstSessionOptional,

    /// <summary>Each attempt needs an open session.</summary>
    Required,
}

public enum PlaceRule
{
    /// <summary>A fix outside the fence is refused.</summary>
    Enforce,

    /// <summary>It raises a signal.</summary>
    Flag,
}

public enum UnverifiedPlaceRule
{
    /// <summary>A fix that proves nothing raises a signal.</summary>
    Flag,

    /// <summary>It is refused.</summary>
    Refuse,
}

public enum RecipientMessages
{
    /// <summary>The retailer tells its recipients itself.</summary>
    None,

    /// <summary>To the recipient's e-mail address, where there is one.</summary>
    Email,
}

public enum DeviceBinding
{
    /// <summary>Tokens are bound to no device.</summary>
    Off,

    /// <summary>Tokens that are bound to a device are taken, and others, too.</summary>
    Accept,

    /// <summary>Only tokens that are bound to a device are taken; not in this version.</summary>
    Required,
}
