using System.Globalization;
using DeliveryOtp.Api.AuditTrail;
using DeliveryOtp.Api.Pages.Console.Charts;
using DeliveryOtp.Api.Signals;

namespace DeliveryOtp.Api.Pages.Console.Deliveries;

/// <summary>
/// The rate of a courier's or a device's hand-overs that stands out most from its fleet's, in words: a reason to look, and no
/// finding.
/// </summary>
internal static class TellingRate
{
    /// <returns>The words, and whether even the lower bound is above the fleet's rate.</returns>
    public static (string Words, bool IsAbove) Of(SubjectRates subject)
    {
        var (own, fleet) = (subject.Own, subject.Fleet);
        if (own.Attempts < Whisker.FewestAttempts)
            return (own.Attempts == 0 ? "no attempt counted yet" : $"{EntryWords.Count(own.Attempts, "attempt")} so far: too few to tell", false);

        (string Name, RateBody Rate)[] rates =
        [
            ("refused", RateBody.Of(own.Refused, own.Attempts, fleet.Refused, fleet.Attempts)),
            ("wrong", RateBody.Of(own.Wrong, own.Attempts, fleet.Wrong, fleet.Attempts)),
            ("late", RateBody.Of(own.Late, own.Attempts, fleet.Late, fleet.Attempts)),
            ("contested", RateBody.Of(own.Contested, own.Attempts, fleet.Contested, fleet.Attempts)),
        ];
        var (name, telling) = rates.MaxBy(rate => rate.Rate.Lower - rate.Rate.FleetRate);
        return (string.Create(
            CultureInfo.InvariantCulture,
            $"{name} {telling.Count} of {own.Attempts} = {Percent(telling.Rate)} % ({Percent(telling.Lower)}–{Percent(telling.Upper)}), fleet {Percent(telling.FleetRate)} %{(telling.IsAboveFleet ? ": above" : string.Empty)}"),
            telling.IsAboveFleet);
    }

    private static string Percent(double share) => (100 * share).ToString("0", CultureInfo.InvariantCulture);
}
