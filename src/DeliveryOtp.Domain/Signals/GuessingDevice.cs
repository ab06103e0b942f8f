using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Domain.Signals;

/// <summary>A device that only names itself can be named by anybody, so this is said of the wrong attempts and of nothing else (R17).</summary>
internal sealed class GuessingDevice : VisitSignal
{
    public override string Name => "guessing_device";

    public override int Weight => 40;

    public override string Meaning => "So many wrong codes under one device's name, over all deliveries, as would suspend a courier.";

    public override Signal? Look(VisitFacts facts) =>
        facts.Outcome == AttemptOutcome.WrongCode && facts.Standing.IsGuessingDevice(facts.Delivery.Policy)
            ? Say($"{facts.Delivery.Policy.CourierWrongLimit} wrong codes or more within {facts.Delivery.Policy.CourierWrongWindowS / 60} minutes on this device")
            : null;
}
