using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using DeliveryOtp.Cli.Simulation.Assumed;
using DeliveryOtp.Cli.Simulation.Frauds;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Cli.Simulation.Reporting;

/// <summary>The numbers, every variant included, for whoever wants to compare runs.</summary>
internal static class ResultJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public static string Write(Result result) => JsonSerializer.Serialize(
        new
        {
            result.Run.Deliveries,
            result.Run.Seed,
            result.Run.Policy,
            result.Tally.Honest,
            Frauds = AllFrauds.ByNumber.Select(fraud => new
            {
                fraud.Number,
                fraud.Name,
                fraud.Sentence,
                Total = Numbers(result.Tally[fraud]),
                Variants = fraud.Variants.Select((variant, number) => new
                {
                    variant.Name,
                    Total = Numbers(result.Tally[fraud, number]),
                }),
                BestMoments = fraud.BestMoments.Select((variant, number) => new
                {
                    variant.Name,
                    Total = Numbers(result.Tally.BestMoment(fraud, number)),
                }),
            }),
            Answers = new
            {
                Honest = Numbers(result.Tally.HonestAnswers),
                Frauds = Numbers(result.Tally.FraudAnswers),
            },
            Assumptions = Assumptions.All,
            result.Claims,
        },
        Options);

    public static string Write(SensitivityRun run, Sensitivity table) => JsonSerializer.Serialize(
        new { run.Deliveries, run.Seed, run.Policy, table.AsAssumed, table.Rows },
        Options);

    private static object Numbers(FraudTally sum) => new
    {
        sum.Cases,
        sum.GotCode,
        Prevented = sum[Ending.Prevented],
        AcceptedForReview = sum[Ending.AcceptedForReview],
        AcceptedAndContested = sum[Ending.AcceptedAndContested],
        AcceptedUnnoticed = sum[Ending.AcceptedUnnoticed],
        sum.AcceptedWhileShown,
        sum.Seen,
        sum.Afterwards,
        sum.Evidence,
    };

    private static object Numbers(AnswerTally sum) => new
    {
        sum.Repeated,
        sum.KeyReused,
        Outcomes = Enum.GetValues<AttemptOutcome>().ToDictionary(EnumName<AttemptOutcome>.Of, outcome => sum[outcome], StringComparer.Ordinal),
    };
}
