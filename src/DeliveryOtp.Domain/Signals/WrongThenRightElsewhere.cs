using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Domain.Signals;

internal sealed class WrongThenRightElsewhere : VisitSignal
{
    private static readonly Metres SamePlace = new(100);
    private static readonly TimeSpan SameVisit = TimeSpan.FromMinutes(10);

    public override string Name => "wrong_then_right_elsewhere";

    public override int Weight => 50;

    public override string Meaning => "A wrong try, then acceptance more than 100 m or 10 minutes away from it.";

    public override Signal? Look(VisitFacts facts) => facts.IsAccepted
        ? facts.Delivery.Visits.WrongTries.Select(wrong => Compare(wrong, facts)).FirstOrDefault(signal => signal is not null)
        : null;

    private Signal? Compare(WrongTry wrong, VisitFacts facts)
    {
        var later = facts.Now - wrong.At;
        if (later > SameVisit)
            return Say($"a wrong try {later.TotalMinutes:F0} minutes before");
        return wrong.Position is { } there && facts.Visit.Fix is { } here && here.Position.DistanceTo(there) is var away && away > SamePlace
            ? Say($"a wrong try {away.Value:F0} m away")
            : null;
    }
}
