using System.Collections.Immutable;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Domain.Deliveries;

/// <content>Which signals count for the delivery, and which only against a courier who may not deliver it.</content>
public sealed partial record Delivery
{
    /// <summary>More couriers than that are at no honest door, and the state has to end somewhere.</summary>
    private const int CourierLimit = 16;

    /// <summary>Each counts once, however often it is raised.</summary>
    private Delivery WithSignals(IReadOnlyList<Signal> raised) => raised.Count == 0 ? this : this with { Signals = Add(Signals, raised) };

    private Delivery WithStrangersSignals(CourierId courier, IReadOnlyList<Signal> raised)
    {
        var known = StrangerSignals.GetValueOrDefault(courier.Value);
        return raised.Count == 0 || (known is null && StrangerSignals.Count == CourierLimit)
            ? this
            : this with { StrangerSignals = StrangerSignals.SetItem(courier.Value, Add(known ?? NoSignals, raised)) };
    }

    private Delivery AfterInside(CourierId courier)
    {
        var after = Visits.Inside.Count == CourierLimit || Visits.Inside.Contains(courier)
            ? this
            : With(visits => visits with { Inside = [.. visits.Inside, courier] });
        return after.MayDeliver(courier) ? after.Admit(courier) : after;
    }

    /// <summary>He may deliver now, and what was noticed of him before counts.</summary>
    private Delivery Admit(CourierId courier) => StrangerSignals.TryGetValue(courier.Value, out var signals)
        ? this with { Signals = Signals.SetItems(signals), StrangerSignals = StrangerSignals.Remove(courier.Value) }
        : this;

    private static ImmutableSortedDictionary<string, int> Add(ImmutableSortedDictionary<string, int> known, IReadOnlyList<Signal> raised) =>
        known.SetItems(raised.Select(signal => KeyValuePair.Create(signal.Name, signal.Weight)));
}
