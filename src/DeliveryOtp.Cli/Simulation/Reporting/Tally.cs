using DeliveryOtp.Cli.Simulation.Frauds;

namespace DeliveryOtp.Cli.Simulation.Reporting;

/// <summary>Everything that a run counts.</summary>
internal sealed class Tally
{
    private readonly FraudTally[][] _byVariant =
        [.. AllFrauds.ByNumber.Select(fraud => fraud.Variants.Select(_ => new FraudTally()).ToArray())];

    public HonestTally Honest { get; } = new();

    public FraudTally this[Fraud fraud, int variant] => _byVariant[fraud.Number - 1][variant];

    /// <summary>All its variants together.</summary>
    public FraudTally this[Fraud fraud]
    {
        get
        {
            var sum = new FraudTally();
            foreach (var variant in _byVariant[fraud.Number - 1])
                sum.Add(variant);
            return sum;
        }
    }

    public void Add(Tally other)
    {
        Honest.Add(other.Honest);
        foreach (var (mine, others) in _byVariant.Zip(other._byVariant))
        {
            foreach (var (sum, more) in mine.Zip(others))
                sum.Add(more);
        }
    }
}
