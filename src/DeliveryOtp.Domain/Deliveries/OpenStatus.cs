namespace DeliveryOtp.Domain.Deliveries;

/// <summary>The statuses in which an order may still be handed over, and what time makes of them (R5).</summary>
public static class OpenStatus
{
    public static IReadOnlyList<DeliveryStatus> All { get; } = [DeliveryStatus.Pending, DeliveryStatus.Locked, DeliveryStatus.Held];

    public static bool IsOpen(this DeliveryStatus status) =>
        status is DeliveryStatus.Pending or DeliveryStatus.Locked or DeliveryStatus.Held;

    /// <summary>The status at a moment: expiry needs no timer to be true.</summary>
    public static DeliveryStatus At(this DeliveryStatus status, DateTimeOffset now, DateTimeOffset expiresAt) =>
        status.IsOpen() && now >= expiresAt ? DeliveryStatus.Expired : status;
}
