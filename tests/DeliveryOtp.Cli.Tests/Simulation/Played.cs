using DeliveryOtp.Cli.Simulation;
using DeliveryOtp.Cli.Simulation.Frauds;
using DeliveryOtp.Cli.Simulation.Reporting;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Cli.Tests.Simulation;

/// <summary>20,000 deliveries under each release, and fewer with the recipient's word as a condition; played once for all tests.</summary>
[CollectionDefinition(nameof(Played))]
public sealed class Played : ICollectionFixture<Played>
{
    internal Tally OnArrival { get; } = Play(20_000, DeliveryPolicy.Default with { CodeRelease = CodeRelease.OnArrival });

    internal Tally OnIssue { get; } = Play(20_000, DeliveryPolicy.Default);

    internal Tally WithPresence { get; } = Play(8000, DeliveryPolicy.Default with { RecipientPresence = RecipientPresence.Required });

    internal static Fraud Fraud(int number) => AllFrauds.ByNumber[number - 1];

    internal static Dictionary<string, FraudTally> ByVariant(Tally tally, int number) => Fraud(number).Variants
        .Select((variant, index) => (variant.Name, Tally: tally[Fraud(number), index]))
        .ToDictionary(each => each.Name, each => each.Tally, StringComparer.Ordinal);

    private static Tally Play(int deliveries, DeliveryPolicy policy) => new SimulatedRun(deliveries, 1, policy).Play(_ => { });
}
