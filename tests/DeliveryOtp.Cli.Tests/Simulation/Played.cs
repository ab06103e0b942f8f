using DeliveryOtp.Cli.Simulation;
using DeliveryOtp.Cli.Simulation.Frauds;
using DeliveryOtp.Cli.Simulation.Reporting;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Cli.Tests.Simulation;

/// <summary>20,000 deliveries under each release, played once for all tests.</summary>
public sealed class Played
{
    internal Tally OnArrival { get; } = Play(CodeRelease.OnArrival);

    internal Tally OnIssue { get; } = Play(CodeRelease.OnIssue);

    internal static Fraud Fraud(int number) => AllFrauds.ByNumber[number - 1];

    internal static Dictionary<string, FraudTally> ByVariant(Tally tally, int number) => Fraud(number).Variants
        .Select((variant, index) => (variant.Name, Tally: tally[Fraud(number), index]))
        .ToDictionary(each => each.Name, each => each.Tally, StringComparer.Ordinal);

    private static Tally Play(CodeRelease release) =>
        new SimulatedRun(20_000, 1, DeliveryPolicy.Default with { CodeRelease = release }).Play(_ => { });
}
