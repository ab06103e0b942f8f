using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Api.Tests.Catalogues;

/// <summary>What each outcome means to people who build or adjudicate. One that is missing here does not compile.</summary>
internal static class OutcomeWords
{
    public static (string Row, string Meaning) Of(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.Accepted => ("11", "The code was right. The delivery is `delivered`."),
        AttemptOutcome.WrongCode => ("13", "The digits are no code of this delivery. The third of them locks it ([R3](rules.md#r3))."),
        AttemptOutcome.MalformedCode => ("7", "What was entered is not six digits of any script."),
        AttemptOutcome.Locked => ("3", "Three comparisons had failed before. Only an unlock leads on ([R3](rules.md#r3))."),
        AttemptOutcome.Held => ("3", "No code lives until the retailer or support issues a new one."),
        AttemptOutcome.Cancelled => ("3", "The retailer has called the delivery off. It is final."),
        AttemptOutcome.Expired => ("3", "The delivery is past its outer expiry ([R5](rules.md#r5)). It is final."),
        AttemptOutcome.AlreadyDelivered => ("3", "An attempt was accepted before, whether it is contested now or not."),
        AttemptOutcome.CourierSuspended => ("4", "The courier had too many wrong comparisons of late, over any deliveries ([R17](rules.md#r17))."),
        AttemptOutcome.WrongCourier => ("5", "The delivery is assigned to another courier."),
        AttemptOutcome.WrongParcel => ("6", "The delivery has a barcode, and the scan is missing or another."),
        AttemptOutcome.OutsideGeofence => ("8", "The fix excludes the door, and the policy enforces the place ([R10](rules.md#r10), [R11](rules.md#r11))."),
        AttemptOutcome.LocationUnverified => ("8", "The fix proves nothing, and the policy refuses that ([R11](rules.md#r11))."),
        AttemptOutcome.NoArrival => ("9", "No session is open, and this one has to be opened by an arrival ([R8](rules.md#r8))."),
        AttemptOutcome.CodeNotShown => ("10", "The code works only while the recipient shows it, and they don't ([R9](rules.md#r9))."),
        AttemptOutcome.SupersededCode => ("12", "The digits are those of an earlier code of this delivery: no guess, but an old message."),
    };

    public static string Of(ArrivalOutcome outcome) => outcome switch
    {
        ArrivalOutcome.Opened => "A doorstep session is open; `doorstep` says until when.",
        ArrivalOutcome.AlreadyOpen => "A session was open already, and goes on to its own end.",
        ArrivalOutcome.Locked => "Three comparisons had failed before. Only an unlock leads on ([R3](rules.md#r3)).",
        ArrivalOutcome.Held => "No code lives until the retailer or support issues a new one.",
        ArrivalOutcome.Cancelled => "The retailer has called the delivery off. It is final.",
        ArrivalOutcome.Expired => "The delivery is past its outer expiry ([R5](rules.md#r5)). It is final.",
        ArrivalOutcome.AlreadyDelivered => "An attempt was accepted before, whether it is contested now or not.",
        ArrivalOutcome.CourierSuspended => "The courier had too many wrong comparisons of late, over any deliveries ([R17](rules.md#r17)).",
        ArrivalOutcome.WrongCourier => "The delivery is assigned to another courier.",
        ArrivalOutcome.WrongParcel => "Another parcel was scanned. No scan is no objection before the hand-over.",
        ArrivalOutcome.OutsideGeofence =>
            "The fix excludes the door, and the policy enforces the place ([R10](rules.md#r10), [R11](rules.md#r11)) or the delivery is assigned to nobody.",
        ArrivalOutcome.LocationUnverified =>
            "The fix proves nothing, and the policy refuses that ([R11](rules.md#r11)) or the delivery is assigned to nobody ([R6](rules.md#r6)).",
    };

    /// <summary>The last three rows, and no others.</summary>
    public static bool IsCompared(AttemptOutcome outcome) =>
        outcome is AttemptOutcome.Accepted or AttemptOutcome.SupersededCode or AttemptOutcome.WrongCode;
}
