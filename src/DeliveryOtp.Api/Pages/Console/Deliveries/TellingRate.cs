using System.Globalization;
using DeliveryOtp.Api.AuditTrail;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.Pages.Console.Deliveries;

/// <summary>
/// The rate of a courier's or a device's hand-overs that stands out most from its fleet's, in words: a reason to look, and no
/// finding.
/// </summary>
internal static class TellingRate
{
    private const int TooFew = 10;

    /// <returns>The words, and whether even the lower bound is above the fleet's rate.</returns>
    public static (string Words, bool IsAbove) Of(SubjectRates subject)
    {
        var (own, fleet) = (subject.Own, subject.Fleet);
        if (own.Attempts < TooFew)
            return (own.Attempts == 0 ? "no attempt counted yet" : $"{EntryWords.Count(own.Attempts, "attempt")} so far: too few to tell", false);

        Rate[] rates =
        [
            Rate.Among("refused", own.Refused, own.Attempts, fleet.Refused, fleet.Attempts),
            Rate.Among("wrong", own.Wrong, own.Attempts, fleet.Wrong, fleet.Attempts),
            Rate.Among("late", own.Late, own.Attempts, fleet.Late, fleet.Attempts),
            Rate.Among("contested", own.Contested, own.Attempts, fleet.Contested, fleet.Attempts),
        ];
        var telling = rates.MaxBy(rate => rate.Interval.Lower - rate.OfFleet)!;
        return (telling.ToString(), telling.IsAbove);
    }

    private sealed record Rate(string Name, int Count, int Trials, WilsonInterval Interval, double OfFleet)
    {
        public bool IsAbove => Interval.Lower > OfFleet;

        public static Rate Among(string name, int count, int trials, int fleetCount, int fleetTrials)
        {
            var bounded = Math.Min(count, trials);
            return new Rate(name, bounded, trials, WilsonInterval.Of(bounded, trials), fleetTrials == 0 ? 0 : (double)fleetCount / fleetTrials);
        }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Name} {Count} of {Trials} = {Percent((double)Count / Trials)} % ({Percent(Interval.Lower)}–{Percent(Interval.Upper)}), fleet {Percent(OfFleet)} %{(IsAbove ? ": above" : string.Empty)}");

        private static string Percent(double share) => (100 * share).ToString("0", CultureInfo.InvariantCulture);
    }
}
