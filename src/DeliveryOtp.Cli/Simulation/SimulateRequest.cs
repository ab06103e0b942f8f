using System.Globalization;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Cli.Simulation;

/// <summary>What was asked for, as typed.</summary>
internal sealed record SimulateRequest(
    string Deliveries,
    string Seed,
    string? Release,
    string? Policy,
    string? Output,
    string? Replay,
    bool Sensitivity)
{
    private const int LeastDeliveries = 1000;
    private const int DeliveryLimit = 10_000_000;

    public int ReadDeliveries() =>
        int.TryParse(Deliveries, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= LeastDeliveries and <= DeliveryLimit
            ? count
            : throw new WrongInputException(
                FormattableString.Invariant($"--deliveries has to be a whole number from {LeastDeliveries} to {DeliveryLimit}."));

    public ulong ReadSeed() => ulong.TryParse(Seed, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
        ? seed
        : throw new WrongInputException("--seed has to be a whole number, 0 or more.");

    /// <summary>
    /// What was asked for, here or by the policy; else both releases, and the earlier one with the recipient's word as a condition
    /// as well. The sensitivity table takes long: it is of what the rules are held to, unless another is asked for.
    /// </summary>
    public IReadOnlyList<DeliveryPolicy> ReadPolicies(DeliveryPolicy policy) => Release switch
    {
        null when policy.CodeRelease != DeliveryPolicy.Default.CodeRelease => [policy],
        null when Sensitivity => [policy with { CodeRelease = CodeRelease.OnArrival }],
        null when policy.RecipientPresence != DeliveryPolicy.Default.RecipientPresence =>
            [policy, policy with { CodeRelease = CodeRelease.OnArrival }],
        null =>
        [
            policy,
            policy with { RecipientPresence = RecipientPresence.Required },
            policy with { CodeRelease = CodeRelease.OnArrival },
        ],
        _ when EnumName<CodeRelease>.TryParse(Release, out var one) => [policy with { CodeRelease = one }],
        _ => throw new WrongInputException($"--release has to be {string.Join(" or ", EnumName<CodeRelease>.All)}."),
    };
}
