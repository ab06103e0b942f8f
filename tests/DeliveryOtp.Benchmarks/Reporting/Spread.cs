namespace DeliveryOtp.Benchmarks.Reporting;

/// <summary>What repeated runs said: the middle one, and how far apart they were.</summary>
internal sealed record Spread(double Median, double Min, double Max)
{
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return new Spread(Percentile(sorted, 0.5), sorted[0], sorted[^1]);
    }

    /// <summary>Between two values it is interpolated.</summary>
    public static double Percentile(IReadOnlyList<double> sorted, double share)
    {
        var rank = share * (sorted.Count - 1);
        var below = (int)rank;
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (rank - below));
    }
}
