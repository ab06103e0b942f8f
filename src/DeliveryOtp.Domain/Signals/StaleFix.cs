using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Domain.Signals;

internal sealed class StaleFix : VisitSignal
{
    public override string Name => "stale_fix";

    public override int Weight => 10;

    public override string Meaning => "The fix was older than 60 s at receipt, and says nothing about now.";

    public override Signal? Look(VisitFacts facts) => facts.Visit.Fix is { } fix && facts.Now - fix.CapturedAt is var age && age > PlaceGate.FreshFor
            ? Say($"the fix was {age.TotalSeconds:F0} s old at receipt")
            : null;
}
