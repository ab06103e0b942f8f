namespace DeliveryOtp.Domain.Signals;

/// <summary>Where a rate lies with 95 % confidence, given what was counted (E. B. Wilson, 1927). Honest about few counts.</summary>
public readonly record struct WilsonInterval(double Lower, double Upper)
{
    /// <summary>The 97.5 % quantile of the normal distribution: two-sided 95 %.</summary>
    private const double Z = 1.959963984540054;

    /// <param name="successes">0–<paramref name="trials"/>.</param>
    /// <param name="trials">0 or more; without any the rate can be anything.</param>
    public static WilsonInterval Of(int successes, int trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        if (trials == 0)
            return new WilsonInterval(0, 1);

        var rate = (double)successes / trials;
        var z2 = Z * Z / trials;
        var centre = (rate + (z2 / 2)) / (1 + z2);
        var half = Z * Math.Sqrt((rate * (1 - rate) / trials) + (z2 / (4 * trials))) / (1 + z2);

        // At the ends the formula gives exactly 0 and 1, but for a rounding that would look like evidence.
        return new WilsonInterval(
            successes == 0 ? 0 : Math.Max(0, centre - half),
            successes == trials ? 1 : Math.Min(1, centre + half));
    }
}
