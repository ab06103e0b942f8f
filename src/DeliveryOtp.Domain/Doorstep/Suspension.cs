using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Domain.Doorstep;

/// <summary>
/// R17: a courier who guesses too often does not guess on, whatever the delivery. A device that only names itself can be named by
/// anybody: it is never suspended, and its guesses are a signal.
/// </summary>
public static class Suspension
{
    /// <summary>When the suspension ends that these wrong comparisons brought; null: they brought none.</summary>
    /// <param name="wrongNewestFirst">At least as many as the policy's limit, if there are as many.</param>
    /// <param name="policy">Limit, window and length.</param>
    public static DateTimeOffset? Until(IReadOnlyList<DateTimeOffset> wrongNewestFirst, DeliveryPolicy policy)
    {
        var limit = policy.CourierWrongLimit;
        if (wrongNewestFirst.Count < limit)
            return null;
        var (newest, first) = (wrongNewestFirst[0], wrongNewestFirst[limit - 1]);
        return (newest - first).TotalSeconds <= policy.CourierWrongWindowS
            ? newest.AddSeconds(policy.CourierSuspensionS)
            : null;
    }
}

/// <summary>The wrong comparisons of a courier and of a device over all deliveries of the retailer, newest first.</summary>
public sealed record Standing(IReadOnlyList<DateTimeOffset> CourierWrong, IReadOnlyList<DateTimeOffset> DeviceWrong)
{
    public static readonly Standing Clean = new([], []);

    internal bool IsSuspended(DeliveryPolicy policy, DateTimeOffset now) => now < Suspension.Until(CourierWrong, policy);

    /// <summary>The wrong comparisons under the device's name come so thick as a suspended courier's.</summary>
    internal bool IsGuessingDevice(DeliveryPolicy policy) => Suspension.Until(DeviceWrong, policy) is not null;

    /// <summary>With one more.</summary>
    public Standing AndWrongAt(DateTimeOffset now) => new([now, .. CourierWrong], [now, .. DeviceWrong]);
}
