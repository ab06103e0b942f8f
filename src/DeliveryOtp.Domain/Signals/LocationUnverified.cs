using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Domain.Signals;

internal sealed class LocationUnverified : VisitSignal
{
    public override string Name => SignalNames.LocationUnverified;

    public override int Weight => 15;

    public override string Meaning => "The place gate said unverified (R10): where the courier was can't be told.";

    public override Signal? Look(VisitFacts facts) => facts.Place.Verdict != PlaceVerdict.Unverified
        ? null
        : facts.Visit.Fix switch
        {
            null => Say($"the device sent no location"),
            { IsMock: true } => Say($"the location is a mock"),
            { Accuracy: null } => Say($"the device did not say how accurate its location is"),
            { Accuracy: { } accuracy } when accuracy > PlaceGate.WorstAccuracy => Say($"accuracy {accuracy.Value:F0} m"),
            var fix when facts.Now - fix.CapturedAt > PlaceGate.FreshFor => Say($"the fix is stale"),
            var fix when fix.CapturedAt - facts.Now > PlaceGate.FreshFor => Say($"the fix is from the future"),
            _ => Say($"the fix neither reaches the fence nor excludes it"),
        };
}
