namespace DeliveryOtp.Domain.Signals;

internal sealed class AcceptedAfterUnlock : VisitSignal
{
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(60);

    public override string Name => "accepted_after_unlock";

    public override int Weight => 30;

    public override string Meaning => "Accepted within 60 minutes of an unlock, by the courier whose tries had locked it: support may have been talked over.";

    public override Signal? Look(VisitFacts facts) =>
        facts is { IsAccepted: true, Delivery.Visits.LiftedLock: { } lifted }
            && facts.Now - lifted.At <= Recent
            && lifted.Couriers.Contains(facts.Visit.Courier)
                ? Say($"the lock that this courier's tries had made was lifted {(facts.Now - lifted.At).TotalMinutes:F0} minutes before")
                : null;
}
