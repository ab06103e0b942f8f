namespace DeliveryOtp.Domain.Deliveries;

public enum DeliveryStatus
{
    /// <summary>A code may be live and the hand-over is to come.</summary>
    Pending,

    /// <summary>Three tries failed (R3); only an unlock leads out.</summary>
    Locked,

    /// <summary>No live code until a new one is issued.</summary>
    Held,

    /// <summary>Accepted; the recipient may still contest it.</summary>
    Delivered,

    /// <summary>Accepted, and the recipient says that it never came (R19).</summary>
    Contested,

    /// <summary>Called off by the retailer; final.</summary>
    Cancelled,

    /// <summary>Past the outer expiry (R5); final.</summary>
    Expired,
}
