using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Disputes;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Tests.Catalogues;

/// <summary>What the values of an entry's fields mean. One that is missing here does not compile.</summary>
internal static class ValueWords
{
    private static readonly Dictionary<Type, IReadOnlyList<(string Name, string Meaning)>> ByType = new()
    {
        [typeof(DeliveryStatus)] = All<DeliveryStatus>(Of),
        [typeof(PlaceVerdict)] = All<PlaceVerdict>(Of),
        [typeof(SessionEnd)] = All<SessionEnd>(Of),
        [typeof(HiddenBy)] = All<HiddenBy>(Of),
        [typeof(ChangedField)] = All<ChangedField>(Of),
        [typeof(ContestKind)] = All<ContestKind>(Of),
        [typeof(Complainant)] = All<Complainant>(Of),
        [typeof(DisputeOutcome)] = All<DisputeOutcome>(Of),
        [typeof(Ground)] = All<Ground>(Of),
    };

    /// <summary>These have a catalogue of their own.</summary>
    private static readonly Type[] Elsewhere = [typeof(AttemptOutcome), typeof(ArrivalOutcome)];

    /// <summary>Each value of an enum; none where it has a catalogue of its own.</summary>
    public static IReadOnlyList<(string Name, string Meaning)> Of(Type type)
    {
        if (Elsewhere.Contains(type))
            return [];
        return ByType.TryGetValue(type, out var words)
            ? words
            : throw new InvalidOperationException($"Say in {nameof(ValueWords)} what the values of {type.Name} mean.");
    }

    private static string Of(DeliveryStatus status) => status switch
    {
        DeliveryStatus.Pending => "The hand-over is to come.",
        DeliveryStatus.Locked => "Three tries failed; only an unlock leads out.",
        DeliveryStatus.Held => "No code lives until a new one is issued.",
        DeliveryStatus.Delivered => "An attempt was accepted.",
        DeliveryStatus.Contested => "An attempt was accepted, and the recipient says that something is wrong.",
        DeliveryStatus.Cancelled => "Called off, for good.",
        DeliveryStatus.Expired => "Past the outer expiry, for good.",
    };

    private static string Of(PlaceVerdict verdict) => verdict switch
    {
        PlaceVerdict.Inside => "At the door, by the evidence ([R10](rules.md#r10)).",
        PlaceVerdict.Outside => "The fix excludes the door.",
        PlaceVerdict.Unverified => "The fix proves nothing, or there is none.",
    };

    private static string Of(SessionEnd end) => end switch
    {
        SessionEnd.Time => "Its time was up.",
        SessionEnd.Denied => "The recipient said that nobody is there.",
        SessionEnd.LeftReported => "The recipient said that the courier left with the parcel.",
        SessionEnd.Changed => "Another courier or another door: it was for the old one.",
    };

    private static string Of(HiddenBy by) => by switch
    {
        HiddenBy.Recipient => "The recipient hid the code.",
        HiddenBy.Lapsed => "Its time was up.",
    };

    private static string Of(ChangedField field) => field switch
    {
        ChangedField.Courier => "Another courier is assigned; `courier_id` is the new one, and without it any of the retailer's may deliver.",
        ChangedField.Destination => "The parcel goes elsewhere; `destination` is the new one.",
        ChangedField.Recipient => "Language, e-mail address or phone number.",
        ChangedField.Parcel => "Another barcode has to be scanned; `parcel_barcode` is the new one, and without it nothing is.",
        ChangedField.DeliverUntil => "Another day; `expires_at` is when its codes die at the latest now.",
        ChangedField.Metadata => "What the retailer keeps with it for itself. The values are not in the journal.",
    };

    private static string Of(ContestKind kind) => kind switch
    {
        ContestKind.NotReceived => "It never came.",
        ContestKind.WrongItem => "It is not what was ordered.",
        ContestKind.EmptyBox => "The box was empty.",
    };

    private static string Of(Complainant complainant) => complainant switch
    {
        Complainant.Recipient => "The recipient, on their page or through whoever they told.",
        Complainant.Retailer => "The retailer itself: a stock count, a parcel that came back.",
        Complainant.Support => "Support staff who came upon it.",
    };

    private static string Of(DisputeOutcome outcome) => outcome switch
    {
        DisputeOutcome.Refund => "The money goes back.",
        DisputeOutcome.Replacement => "The parcel is sent again.",
        DisputeOutcome.Rejected => "The claim is refused, which takes more than an accepted code.",
    };

    private static string Of(Ground ground) => ground switch
    {
        Ground.CodeAccepted => "An attempt was accepted. It proves nothing by itself.",
        Ground.InsideGeofence => "That attempt was made inside the fence.",
        Ground.AssignedCourier => "It was made by the assigned courier.",
        Ground.BoundDevice => "It was made on a device that proved to be the courier's.",
        Ground.RecipientReceipt => "The recipient said that they have it.",
        Ground.Photo => "A picture of the hand-over, which is kept elsewhere.",
        Ground.Signature => "A signature, which is kept elsewhere.",
        Ground.NoSignals => "No signal was raised on the delivery.",
        Ground.OtherEvidence => "Something else; `evidence_kept_at` says where it is.",
    };

    private static (string Name, string Meaning)[] All<TEnum>(Func<TEnum, string> meaningOf)
        where TEnum : struct, Enum => [.. Enum.GetValues<TEnum>().Select(value => (EnumName<TEnum>.Of(value), meaningOf(value)))];
}
