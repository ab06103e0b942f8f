using DeliveryOtp.Cli.Simulation.Frauds;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;
using static System.FormattableString;

namespace DeliveryOtp.Cli.Simulation.Reporting;

/// <content>What the table of averages does not tell.</content>
internal static partial class ResultText
{
    /// <summary>Where it leaks: without these lines a table of averages would hide what works for a courier who knows.</summary>
    private static IEnumerable<string> Leaks(Tally tally)
    {
        yield return $"{"Variants accepted without review: the courier …",-97}  cases  contested  unnoticed";
        foreach (var fraud in AllFrauds.ByNumber)
        {
            for (var number = 0; number < fraud.Variants.Count; number++)
            {
                var variant = tally[fraud, number];
                if (variant.AcceptedWithoutReview == 0)
                    continue;
                yield return Invariant($"{fraud.Number,2}  {fraud.Variants[number].Name,-93} {variant.Cases,6:N0}")
                    + Invariant($"  {variant.Rate(Ending.AcceptedAndContested),9:P1}  {variant.Rate(Ending.AcceptedUnnoticed),9:P1}");
            }
        }
    }

    private static IEnumerable<string> BestMoments(Tally tally)
    {
        yield return $"{"Typed at the best moment of the showing, before the recipient's eyes: the courier …",-97}  cases  page said  seen at";
        yield return $"{string.Empty,-97}         accepted     once   review  contested  unnoticed";
        foreach (var fraud in AllFrauds.ByNumber)
        {
            for (var number = 0; number < fraud.BestMoments.Count; number++)
            {
                var sum = tally.BestMoment(fraud, number);
                var cases = (double)Math.Max(1, sum.Cases);
                yield return Invariant($"{fraud.Number,2}  {fraud.BestMoments[number].Name,-93} {sum.Cases,6:N0}")
                    + Invariant($" {sum.AcceptedWhileShown / cases,9:P1} {sum.Seen / cases,8:P1} {sum.Rate(Ending.AcceptedForReview),8:P1}")
                    + Invariant($" {sum.Rate(Ending.AcceptedAndContested),10:P1} {sum.Rate(Ending.AcceptedUnnoticed),10:P1}");
            }
        }
    }

    private static IEnumerable<string> Afterwards(Tally tally)
    {
        yield return "What the right courier met afterwards          hand-overs  refused once  turned away   review";
        foreach (var fraud in AllFrauds.ByNumber)
        {
            if (tally[fraud].Afterwards is { Deliveries: > 0 } after)
            {
                yield return Invariant($"{fraud.Number,2}  {fraud.Name,-41}{after.Deliveries,12:N0}{after.RefusedRate,14:P2}")
                    + Invariant($"{after.TurnedAwayRate,13:P2}{after.ReviewRate,9:P2}");
                foreach (var (refusal, count) in after.FirstRefusals.OrderByDescending(pair => pair.Value))
                    yield return Invariant($"    first {refusal,-47}{(double)count / after.Deliveries,14:P2}");
            }
        }
    }

    private static IEnumerable<string> EvidenceLines(Tally tally)
    {
        yield return "What the evidence of the accepted    accepted   arrived  witnessed by  confirmed    recipient's   contested";
        yield return "ones says                                       inside    recipient      inside     \"I have it\"";
        foreach (var fraud in AllFrauds.ByNumber.Where(fraud => fraud.Number is 5 or 15))
        {
            var evidence = tally[fraud].Evidence;
            var accepted = (double)Math.Max(1, evidence.Accepted);
            yield return Invariant($"{fraud.Number,2}  {fraud.Name,-33}{evidence.Accepted,8:N0}{evidence.ArrivedInside / accepted,10:P1}")
                + Invariant($"{evidence.Witnessed / accepted,13:P1}{evidence.AttemptedInside / accepted,12:P1}")
                + Invariant($"{evidence.Received / accepted,15:P1}{evidence.Contested / accepted,12:P1}");
        }
    }

    private static IEnumerable<string> Answers(Tally tally)
    {
        var (honest, frauds) = (tally.HonestAnswers, tally.FraudAnswers);
        yield return "R12  what attempts were answered                   honest      frauds";
        yield return Answer(1, "the stored verdict, again", honest.Repeated, frauds.Repeated);
        yield return Answer(2, "422: the key of another request", honest.KeyReused, frauds.KeyReused);
        foreach (var outcome in Enum.GetValues<AttemptOutcome>().OrderBy(RowOf))
        {
            if (honest[outcome] + frauds[outcome] > 0)
                yield return Answer(RowOf(outcome), EnumName<AttemptOutcome>.Of(outcome), honest[outcome], frauds[outcome]);
        }
    }

    private static string Answer(int row, string name, int honest, int frauds) =>
        Invariant($"{row,3}  {name,-40}{honest,12:N0}{frauds,12:N0}");

    private static int RowOf(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.AlreadyDelivered or AttemptOutcome.Cancelled or AttemptOutcome.Held => 3,
        AttemptOutcome.Locked or AttemptOutcome.Expired => 3,
        AttemptOutcome.CourierSuspended => 4,
        AttemptOutcome.WrongCourier => 5,
        AttemptOutcome.WrongParcel => 6,
        AttemptOutcome.MalformedCode => 7,
        AttemptOutcome.OutsideGeofence or AttemptOutcome.LocationUnverified => 8,
        AttemptOutcome.NoArrival => 9,
        AttemptOutcome.CodeNotShown => 10,
        AttemptOutcome.Accepted => 11,
        AttemptOutcome.SupersededCode => 12,
        AttemptOutcome.WrongCode => 13,
    };
}
