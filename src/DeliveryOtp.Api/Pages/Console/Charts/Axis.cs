namespace DeliveryOtp.Api.Pages.Console.Charts;

/// <summary>A scale that ends in a round number.</summary>
/// <param name="Step">Between two lines.</param>
/// <param name="Steps">How many.</param>
internal readonly record struct Axis(double Step, int Steps)
{
    private const int StepLimit = 4;

    public double End => Step * Steps;

    public IEnumerable<double> Ticks
    {
        get
        {
            for (var tick = 0; tick <= Steps; tick++)
                yield return tick * Step;
        }
    }

    /// <summary>Counts: whole steps of 1, 2 or 5 times a power of ten.</summary>
    /// <param name="greatest">What has to fit; nothing still has an axis.</param>
    public static Axis OfCounts(int greatest) => Of(Math.Max(1, greatest), [.. RoundSteps()]);

    /// <summary>Shares of one.</summary>
    public static Axis OfShares(double greatest) => Of(Math.Clamp(greatest, 0.01, 1), [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25]);

    private static Axis Of(double greatest, double[] steps)
    {
        var step = Array.Find(steps, step => step * StepLimit >= greatest - 1e-9);
        return new Axis(step, (int)Math.Ceiling((greatest / step) - 1e-9));
    }

    private static IEnumerable<double> RoundSteps()
    {
        for (var power = 1.0; power <= int.MaxValue; power *= 10)
        {
            yield return power;
            yield return 2 * power;
            yield return 5 * power;
        }
    }
}
