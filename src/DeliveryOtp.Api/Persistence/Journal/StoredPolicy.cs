using System.Collections.Concurrent;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Api.Persistence.Journal;

/// <summary>
/// A policy as it is stored: with a delivery, in its first entry, and where a retailer set it. What an older row lacks was not
/// asked when it was written, and holds as it did then: those values stay here, whatever new policies begin with. Its members are
/// set, and not init: to those generated code gets by way of an array, and every attempt reads this.
/// </summary>
public sealed record StoredPolicy
{
    /// <summary>Of spellings that are kept.</summary>
    private const int Capacity = 1024;

    private static readonly ConcurrentDictionary<string, DeliveryPolicy> Parsed = new(StringComparer.Ordinal);

    public CodeRelease? CodeRelease { get; set; }

    public int? SessionSeconds { get; set; }

    public int? RevealSeconds { get; set; }

    public RecipientPresence? RecipientPresence { get; set; }

    public ArrivalRule? Arrival { get; set; }

    public int? RadiusM { get; set; }

    public PlaceRule? Place { get; set; }

    public UnverifiedPlaceRule? UnverifiedPlace { get; set; }

    public int? MaxGenerations { get; set; }

    public int? MaxUnlocks { get; set; }

    public int? CourierWrongLimit { get; set; }

    public int? CourierWrongWindowS { get; set; }

    public int? CourierSuspensionS { get; set; }

    public int? ContestHours { get; set; }

    public int? ReviewThreshold { get; set; }

    public bool? CodeInWebhooks { get; set; }

    public DeviceBinding? DeviceBinding { get; set; }

    public RecipientMessages? RecipientMessages { get; set; }

    internal static string Write(DeliveryPolicy policy) => RowJson.Write(Of(policy));

    /// <summary>A retailer's deliveries share one for the most part, so each spelling is parsed once.</summary>
    internal static DeliveryPolicy Read(string json)
    {
        if (Parsed.TryGetValue(json, out var known))
            return known;
        var policy = RowJson.Read<StoredPolicy>(json).ToPolicy();
        if (Parsed.Count < Capacity)
            Parsed.TryAdd(json, policy);
        return policy;
    }

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
