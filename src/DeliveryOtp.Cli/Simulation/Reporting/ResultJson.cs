using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using DeliveryOtp.Cli.Simulation.Frauds;

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
            }),
            result.Claims,
        },
        Options);

    private static object Numbers(FraudTally sum) => new
    {
        sum.Cases,
        sum.GotCode,
        Prevented = sum[Ending.Prevented],
        AcceptedForReview = sum[Ending.AcceptedForReview],
        AcceptedAndContested = sum[Ending.AcceptedAndContested],
        AcceptedUnnoticed = sum[Ending.AcceptedUnnoticed],
        sum.Evidence,
    };
}
