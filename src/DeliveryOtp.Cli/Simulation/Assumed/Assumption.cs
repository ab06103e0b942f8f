using static System.FormattableString;

namespace DeliveryOtp.Cli.Simulation.Assumed;

/// <summary>
/// How people, phones or places are taken to be. No rule decides these numbers, and no measurement of this service stands behind
/// them: each is a guess with its reason, made before the run, and the results are true for it only.
/// </summary>
/// <param name="Name">For people; a row of the sensitivity table.</param>
/// <param name="Value">A probability, or the middle of what is drawn.</param>
/// <param name="Measure">Of what kind the value is.</param>
/// <param name="Reason">Why this and no other value.</param>
/// <param name="Spread">Of a log-normal draw; 0: always the value itself.</param>
internal sealed record Assumption(string Name, double Value, Measure Measure, string Reason, double Spread = 0)
{
    public static Assumption Share(string name, double value, string reason) => new(name, value, Measure.Share, reason);

    public static Assumption Seconds(string name, double median, double spread, string reason) =>
        new(name, median, Measure.Seconds, reason, spread);

    /// <summary>So many times its value: nothing is more probable than certain, and nobody tries less than once.</summary>
    public double Times(double factor) => Measure switch
    {
        Measure.Share => Math.Min(1, Value * factor),
        Measure.Count => Math.Max(1, Math.Round(Value * factor, MidpointRounding.AwayFromZero)),
        Measure.Seconds or Measure.Metres or Measure.MetresPerSecond => Value * factor,
    };

    public string Text => Measure switch
    {
        Measure.Share => Invariant($"{Value * 100:0.##} %"),
        Measure.Count => Invariant($"{Value:0}"),
        Measure.Seconds => Invariant($"{Value:0} s"),
        Measure.Metres => Invariant($"{Value:0} m"),
        Measure.MetresPerSecond => Invariant($"{Value:0.#} m/s"),
    };
}

internal enum Measure
{
    Share,
    Count,
    Seconds,
    Metres,
    MetresPerSecond,
}

/// <summary>One assumption made smaller or greater, and all others left alone.</summary>
internal sealed record ChangedAssumption(Assumption Assumption, double Factor);
