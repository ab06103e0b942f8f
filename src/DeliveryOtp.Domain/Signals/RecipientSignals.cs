using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Domain.Signals;

/// <summary>What the recipient's own word raises.</summary>
internal static class RecipientSignals
{
    public const string ArrivalDeniedName = "arrival_denied";
    public const string LeftWithParcelName = "left_with_parcel";

    public const string ArrivalDeniedMeaning = "The recipient says that nobody is there, while a courier says that they are (R9).";
    public const string LeftWithParcelMeaning = "The recipient says that the courier left with the parcel (R19).";

    public static Signal ArrivalDenied(DoorstepSession session) => new(
        ArrivalDeniedName,
        Weight: 50,
        FormattableString.Invariant($"nobody is there, says the recipient, in session {session.Number}"));

    public static Signal LeftWithParcel(DateTimeOffset at) => new(
        LeftWithParcelName,
        Weight: 80,
        FormattableString.Invariant($"the courier left with the parcel, says the recipient at {at:HH:mm:ss} UTC"));
}
