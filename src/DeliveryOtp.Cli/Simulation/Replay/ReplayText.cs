using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using static System.FormattableString;

namespace DeliveryOtp.Cli.Simulation.Replay;

/// <summary>What another policy would have changed, for a terminal.</summary>
internal static class ReplayText
{
    private const string Undecided = "let through; the digits would decide";

    public static IEnumerable<string> Lines(IReadOnlyList<Reevaluation> judged, DeliveryPolicy policy)
    {
        yield return Invariant($"{judged.Count:N0} recorded attempts, judged again");
        yield return string.Empty;
        yield return Invariant($"{"before",-22}{"after",-38}{"attempts",10}");
        var rows = judged
            .GroupBy(each => (Before: each.Attempt.Outcome, each.After))
            .OrderBy(row => row.Key.Before)
            .ThenBy(row => row.Key.After);
        foreach (var row in rows)
        {
            var mark = row.Key.Before == row.Key.After ? string.Empty : "  changed";
            yield return Invariant($"{NameOf(row.Key.Before),-22}{NameOf(row.Key.After),-38}{row.Count(),10:N0}{mark}");
        }

        yield return string.Empty;
        var usual = DeliveryPolicy.Default.ReviewThreshold;
        yield return "Deliveries for review by the signals of their attempts: "
            + Invariant($"{ReplayedReview.CountBefore(judged, usual):N0} at the default threshold of {usual}, ")
            + Invariant($"{ReplayedReview.CountAfter(judged, policy.ReviewThreshold):N0} at {policy.ReviewThreshold} after the change.");
        yield return string.Empty;
        yield return "Judged again: suspension (courier_wrong_limit, courier_wrong_window_s, courier_suspension_s), the place gate";
        yield return "(radius_m, place, unverified_place) and review_threshold. Not in the file, and so not judged: the digits, sessions and";
        yield return "arrivals and showings (code_release, session_seconds, reveal_seconds, recipient_presence, arrival), generations and";
        yield return "unlocks, contests, signals of arrivals and of history, and what a changed refusal would have led a courier to do next.";
    }

    private static string NameOf(AttemptOutcome? outcome) => outcome is { } known ? EnumName<AttemptOutcome>.Of(known) : Undecided;
}
