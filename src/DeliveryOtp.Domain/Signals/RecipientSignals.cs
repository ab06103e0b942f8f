using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Domain.Signals;

/// <summary>What the recipient's own word raises.</summary>
internal static class RecipientSignals
{
    public const string ArrivalDeniedName = "arrival_denied";
    public const string LeftWithParcelName = "left_with_parcel";

    public static Signal ArrivalDenied(DoorstepSession session) => new(
        ArrivalDeniedName,
        Weight: 50,
        FormattableString.Invariant($"nobody is there, says the recipient, in session {session.Number}"));

    public static Signal LeftWithParcel(DateTimeOffset at) => new(
        LeftWithParcelName,
        Weight: 80,
        FormattableString.Invariant($"the courier left with the parcel, says the recipient at {at:HH:mm:ss} UTC"));
}
