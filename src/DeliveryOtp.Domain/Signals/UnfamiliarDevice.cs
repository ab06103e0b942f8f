namespace DeliveryOtp.Domain.Signals;

internal sealed class UnfamiliarDevice : HistorySignal
{
    private const int Deliveries = 10;

    public override string Name => SignalNames.DeviceChanged;

    public override int Weight => SignalNames.DeviceChangedWeight;

    public override string Meaning => "Another device than on the courier's last 10 deliveries.";

    public override Signal? Look(HistoryFacts facts)
    {
        var recent = facts.Before
            .Where(visit => visit.DeliveryId != facts.Visit.DeliveryId)
            .GroupBy(visit => visit.DeliveryId)
            .Take(Deliveries)
            .SelectMany(delivery => delivery)
            .Select(visit => visit.Device)
            .ToHashSet();
        return recent.Count > 0 && !recent.Contains(facts.Visit.Device)
            ? Say($"not one of the {recent.Count} devices on this courier's last deliveries")
            : null;
    }
}
