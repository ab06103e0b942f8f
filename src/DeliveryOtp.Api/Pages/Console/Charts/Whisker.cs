using static System.FormattableString;

namespace DeliveryOtp.Api.Pages.Console.Charts;

/// <summary>How often something happened, how sure that is, and how often it happens in the fleet.</summary>
/// <param name="Name">What.</param>
/// <param name="Count">How often.</param>
/// <param name="Attempts">Of how many.</param>
/// <param name="Rate">The share, 0–1.</param>
/// <param name="Lower">Of its 95 % Wilson interval.</param>
/// <param name="Upper">The other end.</param>
/// <param name="FleetRate">The fleet's share, 0–1.</param>
public sealed record Whisker(string Name, int Count, int Attempts, double Rate, double Lower, double Upper, double FleetRate)
{
    internal const int FewestAttempts = 10;

    public bool IsTooFew => Attempts < FewestAttempts;

    public bool IsAbove => !IsTooFew && Lower > FleetRate;

    public string Share => IsTooFew
        ? Invariant($"{Count} of {Attempts}")
        : $"{Invariant($"{Count} of {Attempts}")} = {Percent(Rate)} ({Figure(Lower)}–{Figure(Upper)})";

    public string Fleet => Percent(FleetRate);

    /// <summary>Beside the fleet; the interval decides, not the rate.</summary>
    public string Verdict => this switch
    {
        { IsTooFew: true } => "too few to tell",
        { IsAbove: true } => "above",
        _ when Upper < FleetRate => "below",
        _ => "no clear difference",
    };

    internal static string Percent(double share) => $"{Figure(share)}\u00a0%";

    private static string Figure(double share) => share < 0.1 ? Invariant($"{100 * share:0.#}") : Invariant($"{100 * share:0}");
}
