using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Api.Deliveries;

/// <summary>Any subset of the policy; what is omitted keeps its default, which for a delivery is the retailer's own.</summary>
public sealed record PolicyBody
{
    /// <summary>`on_issue` (default): the code is in the reply. `on_arrival`: nobody sees it before a courier is at the door.</summary>
    public CodeRelease? CodeRelease { get; init; }

    /// <summary>How long a doorstep session stays open, 5–3600 s; 600.</summary>
    public int? SessionSeconds { get; init; }

    /// <summary>How long a tap of the recipient shows the code, and lets it work where it has to be shown, 5–600 s; 45 (R9).</summary>
    public int? RevealSeconds { get; init; }

    /// <summary>
    /// `optional` (default): under `on_issue` the code works whether the recipient says that a courier is there or not. `required`:
    /// only while they do, on their page. Always so under `on_arrival`.
    /// </summary>
    public RecipientPresence? RecipientPresence { get; init; }

    /// <summary>`first_session_optional` (default) or `required`; always required where the code has to be shown.</summary>
    public ArrivalRule? Arrival { get; init; }

    /// <summary>The geofence's radius, 50–1000 m; 100.</summary>
    /// <example>100</example>
    public int? RadiusM { get; init; }

    /// <summary>`enforce` (default): an outside fix is refused. `flag`: it raises a signal.</summary>
    public PlaceRule? Place { get; init; }

    /// <summary>`flag` (default): a fix that proves nothing raises a signal. `refuse`: it is refused.</summary>
    public UnverifiedPlaceRule? UnverifiedPlace { get; init; }

    /// <summary>Codes without an unlock, 1–20; 5.</summary>
    public int? MaxGenerations { get; init; }

    /// <summary>Unlocks, 0–10; 2.</summary>
    public int? MaxUnlocks { get; init; }

    /// <summary>Wrong tries that suspend a courier, 3–1000; 10.</summary>
    public int? CourierWrongLimit { get; init; }

    /// <summary>The window in which they count, 60–86400 s; 3600.</summary>
    public int? CourierWrongWindowS { get; init; }

    /// <summary>How long the suspension lasts, 60–86400 s; 3600.</summary>
    public int? CourierSuspensionS { get; init; }

    /// <summary>How long an acceptance may be contested, 1–720 h; 48.</summary>
    public int? ContestHours { get; init; }

    /// <summary>The weight of signals that marks the delivery for review, 1–1000; 60.</summary>
    public int? ReviewThreshold { get; init; }

    /// <summary>Whether webhooks may carry the code; false.</summary>
    public bool? CodeInWebhooks { get; init; }

    /// <summary>`off` or `accept` (default).</summary>
    public DeviceBinding? DeviceBinding { get; init; }

    /// <summary>
    /// `none` (default). `email`: the service writes to the recipient's address when a courier arrives, what came of each attempt,
    /// and when the delivery is accepted, locked, held or contested; if its operator has set up mail. Never the code.
    /// </summary>
    public RecipientMessages? RecipientMessages { get; init; }

    /// <param name="defaults">What holds where nothing is said.</param>
    internal DeliveryPolicy OnTopOf(DeliveryPolicy defaults) => new()
    {
        CodeRelease = CodeRelease ?? defaults.CodeRelease,
        SessionSeconds = SessionSeconds ?? defaults.SessionSeconds,
        RevealSeconds = RevealSeconds ?? defaults.RevealSeconds,
        RecipientPresence = RecipientPresence ?? defaults.RecipientPresence,
        Arrival = Arrival ?? defaults.Arrival,
        RadiusM = RadiusM ?? defaults.RadiusM,
        Place = Place ?? defaults.Place,
        UnverifiedPlace = UnverifiedPlace ?? defaults.UnverifiedPlace,
        MaxGenerations = MaxGenerations ?? defaults.MaxGenerations,
        MaxUnlocks = MaxUnlocks ?? defaults.MaxUnlocks,
        CourierWrongLimit = CourierWrongLimit ?? defaults.CourierWrongLimit,
        CourierWrongWindowS = CourierWrongWindowS ?? defaults.CourierWrongWindowS,
        CourierSuspensionS = CourierSuspensionS ?? defaults.CourierSuspensionS,
        ContestHours = ContestHours ?? defaults.ContestHours,
        ReviewThreshold = ReviewThreshold ?? defaults.ReviewThreshold,
        CodeInWebhooks = CodeInWebhooks ?? defaults.CodeInWebhooks,
        DeviceBinding = DeviceBinding ?? defaults.DeviceBinding,
        RecipientMessages = RecipientMessages ?? defaults.RecipientMessages,
    };
}
