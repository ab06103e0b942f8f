using DeliveryOtp.Cli.Simulation.Frauds;

namespace DeliveryOtp.Cli.Simulation.Reporting;

/// <summary>Everything that a run counts.</summary>
internal sealed class Tally
{
    private readonly FraudTally[][] _byVariant =
        [.. AllFrauds.ByNumber.Select(fraud => fraud.Variants.Select(_ => new FraudTally()).ToArray())];

    private readonly FraudTally[][] _bestMoments =
        [.. AllFrauds.ByNumber.Select(fraud => fraud.BestMoments.Select(_ => new FraudTally()).ToArray())];

    public HonestTally Honest { get; } = new();

    public AnswerTally HonestAnswers { get; } = new();

    public AnswerTally FraudAnswers { get; } = new();

    public FraudTally this[Fraud fraud, int variant] => _byVariant[fraud.Number - 1][variant];

    public FraudTally BestMoment(Fraud fraud, int variant) => _bestMoments[fraud.Number - 1][variant];

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
        HonestAnswers.Add(other.HonestAnswers);
        FraudAnswers.Add(other.FraudAnswers);
        Add(_byVariant, other._byVariant);
        Add(_bestMoments, other._bestMoments);
    }

    private static void Add(FraudTally[][] mine, FraudTally[][] others)
    {
        foreach (var (sums, more) in mine.Zip(others))
        {
            foreach (var (sum, one) in sums.Zip(more))
                sum.Add(one);
        }
    }
}
