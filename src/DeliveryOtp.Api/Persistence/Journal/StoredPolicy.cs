using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Api.Persistence.Journal;

/// <summary>
/// A policy as it is stored: with a delivery, in its first entry, and where a retailer set it. What an older row lacks was not
/// asked when it was written, and holds as it did then: those values stay here, whatever new policies begin with.
/// </summary>
public sealed record StoredPolicy
{
    public CodeRelease? CodeRelease { get; init; }

    public int? SessionSeconds { get; init; }

    public int? RevealSeconds { get; init; }

    public RecipientPresence? RecipientPresence { get; init; }

    public ArrivalRule? Arrival { get; init; }

    public int? RadiusM { get; init; }

    public PlaceRule? Place { get; init; }

    public UnverifiedPlaceRule? UnverifiedPlace { get; init; }

    public int? MaxGenerations { get; init; }

    public int? MaxUnlocks { get; init; }

    public int? CourierWrongLimit { get; init; }

    public int? CourierWrongWindowS { get; init; }

    public int? CourierSuspensionS { get; init; }

    public int? ContestHours { get; init; }

    public int? ReviewThreshold { get; init; }

    public bool? CodeInWebhooks { get; init; }

    public DeviceBinding? DeviceBinding { get; init; }

    public RecipientMessages? RecipientMessages { get; init; }

    internal static string Write(DeliveryPolicy policy) => RowJson.Write(Of(policy));

    internal static DeliveryPolicy Read(string json) => RowJson.Read<StoredPolicy>(json).ToPolicy();

    internal static StoredPolicy Of(DeliveryPolicy policy) => new()
    {
        CodeRelease = policy.CodeRelease,
        SessionSeconds = policy.SessionSeconds,
        RevealSeconds = policy.RevealSeconds,
        RecipientPresence = policy.RecipientPresence,
        Arrival = policy.Arrival,
        RadiusM = policy.RadiusM,
        Place = policy.Place,
        UnverifiedPlace = policy.UnverifiedPlace,
        MaxGenerations = policy.MaxGenerations,
        MaxUnlocks = policy.MaxUnlocks,
        CourierWrongLimit = policy.CourierWrongLimit,
        CourierWrongWindowS = policy.CourierWrongWindowS,
        CourierSuspensionS = policy.CourierSuspensionS,
        ContestHours = policy.ContestHours,
        ReviewThreshold = policy.ReviewThreshold,
        CodeInWebhooks = policy.CodeInWebhooks,
        DeviceBinding = policy.DeviceBinding,
        RecipientMessages = policy.RecipientMessages,
    };

    internal DeliveryPolicy ToPolicy() => new()
    {
        CodeRelease = CodeRelease ?? Domain.Deliveries.CodeRelease.OnIssue,
        SessionSeconds = SessionSeconds ?? 600,
        RevealSeconds = RevealSeconds ?? 45,
        RecipientPresence = RecipientPresence ?? Domain.Deliveries.RecipientPresence.Optional,
        Arrival = Arrival ?? ArrivalRule.FirstSessionOptional,
        RadiusM = RadiusM ?? 100,
        Place = Place ?? PlaceRule.Enforce,
        UnverifiedPlace = UnverifiedPlace ?? UnverifiedPlaceRule.Flag,
        MaxGenerations = MaxGenerations ?? 5,
        MaxUnlocks = MaxUnlocks ?? 2,
        CourierWrongLimit = CourierWrongLimit ?? 10,
        CourierWrongWindowS = CourierWrongWindowS ?? 3600,
        CourierSuspensionS = CourierSuspensionS ?? 3600,
        ContestHours = ContestHours ?? 48,
        ReviewThreshold = ReviewThreshold ?? 60,
        CodeInWebhooks = CodeInWebhooks ?? false,
        DeviceBinding = DeviceBinding ?? Domain.Deliveries.DeviceBinding.Accept,
        RecipientMessages = RecipientMessages ?? Domain.Deliveries.RecipientMessages.None,
    };
}
