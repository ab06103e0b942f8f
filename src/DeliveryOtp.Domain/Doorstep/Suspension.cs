using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Domain.Doorstep;

/// <summary>R17: who guesses too often does not guess on, whatever the delivery.</summary>
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

    internal bool IsSuspended(DeliveryPolicy policy, DateTimeOffset now) =>
        now < Suspension.Until(CourierWrong, policy) || now < Suspension.Until(DeviceWrong, policy);

    /// <summary>With one more.</summary>
    public Standing AndWrongAt(DateTimeOffset now) => new([now, .. CourierWrong], [now, .. DeviceWrong]);
}
