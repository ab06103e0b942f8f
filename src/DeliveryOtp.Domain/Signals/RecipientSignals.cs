using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Domain.Signals;

/// <summary>What the recipient's own word raises.</summary>
internal static class RecipientSignals
{
    private static readonly ArrivalDenied Denied = new();
    private static readonly LeftWithParcel Left = new();

    public static IReadOnlyList<RecipientSignal> All => [Denied, Left];

    public static Signal ArrivalDenied(DoorstepSession session) => Denied.Of(session);

    public static Signal LeftWithParcel(DateTimeOffset at) => Left.Of(at);
}

/// <summary>A signal that nobody computes: the recipient said so.</summary>
public abstract class RecipientSignal : SignalRule;

internal sealed class ArrivalDenied : RecipientSignal
{
    public override string Name => "arrival_denied";

    public override int Weight => 50;

    public override string Meaning => "The recipient said that nobody is there, while by a courier's word somebody was.";

    public Signal Of(DoorstepSession session) => Say($"nobody is there, says the recipient, in session {session.Number}");
}

internal sealed class LeftWithParcel : RecipientSignal
{
    public override string Name => "left_with_parcel";

    public override int Weight => 80;

    public override string Meaning => "The recipient reported that the courier left with the parcel.";

    public Signal Of(DateTimeOffset at) => Say($"the courier left with the parcel, says the recipient at {at:HH:mm:ss} UTC");
}
