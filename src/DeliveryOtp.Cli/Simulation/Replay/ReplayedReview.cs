using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Cli.Simulation.Replay;

/// <summary>Which deliveries a threshold marks, by the signals of their attempts. Each signal counts once on a delivery.</summary>
internal static class ReplayedReview
{
    private const string Outside = "outside_geofence";
    private const string Unverified = "location_unverified";

    public static int CountBefore(IEnumerable<Reevaluation> judged, int threshold) =>
        Count(judged, threshold, each => each.Attempt.Signals.Select(signal => (signal.Name, signal.Weight)));

    public static int CountAfter(IEnumerable<Reevaluation> judged, int threshold) => Count(judged, threshold, SignalsAfter);

    /// <summary>The two signals that only repeat the gate's verdict follow it; all others are as recorded.</summary>
    private static IEnumerable<(string Name, int Weight)> SignalsAfter(Reevaluation each)
    {
        var kept = each.Attempt.Signals
            .Where(signal => signal.Name is not (Outside or Unverified))
            .Select(signal => (signal.Name, signal.Weight));
        return each.Place switch
        {
            PlaceVerdict.Inside => kept,
            PlaceVerdict.Outside => kept.Append((Outside, WeightOf(Outside))),
            PlaceVerdict.Unverified => kept.Append((Unverified, WeightOf(Unverified))),
        };
    }

    private static int WeightOf(string signal) =>
        Domain.Signals.SignalRules.OfVisits.First(rule => rule.Name == signal).Weight;

    private static int Count(
        IEnumerable<Reevaluation> judged,
        int threshold,
        Func<Reevaluation, IEnumerable<(string Name, int Weight)>> signalsOf) => judged
        .GroupBy(each => each.Attempt.DeliveryId)
        .Count(delivery => delivery.SelectMany(signalsOf).DistinctBy(signal => signal.Name, StringComparer.Ordinal).Sum(signal => signal.Weight) >= threshold);
}
