using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Domain.Signals;

internal sealed class OutsideGeofence : VisitSignal
{
    public override string Name => SignalNames.OutsideGeofence;

    public override int Weight => 40;

    public override string Meaning => "The place gate said outside (R10): the courier was not at the door.";

    public override Signal? Look(VisitFacts facts) => facts.Place.Verdict == PlaceVerdict.Outside
        ? Say($"the fix is {facts.Place.Distance!.Value.Value:F0} m from the destination")
        : null;
}
