using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Domain.Signals;

internal sealed class ImpossibleSpeed : HistorySignal
{
    private const double MetresPerSecond = 150 / 3.6;

    /// <summary>What noise alone can move a fix that stands still: below it a short time makes any speed.</summary>
    private static readonly Metres Noise = new(200);

    public override string Name => "impossible_speed";

    public override int Weight => 50;

    public override string Meaning => "Over 150 km/h since this courier's previous record: one of the two places is not true.";

    public override Signal? Look(HistoryFacts facts)
    {
        var previous = facts.Before.FirstOrDefault(visit => visit.Position is not null);
        if (previous?.Position is not { } from || facts.Visit.Position is not { } to)
            return null;

        // The accuracies count in the courier's favour.
        var atLeast = to.DistanceTo(from).Value - (previous.Accuracy?.Value ?? 0) - (facts.Visit.Accuracy?.Value ?? 0);
        var seconds = Math.Max(1, (facts.Visit.At - previous.At).TotalSeconds);
        return atLeast > Noise.Value && atLeast / seconds > MetresPerSecond
            ? Say($"at least {atLeast / 1000:F1} km in {seconds:F0} s, {atLeast / seconds * 3.6:F0} km/h")
            : null;
    }
}
