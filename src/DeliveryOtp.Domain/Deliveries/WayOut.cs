namespace DeliveryOtp.Domain.Deliveries;

/// <summary>What leads on from a lock or a hold.</summary>
public enum WayOut
{
    /// <summary>A new code (R4).</summary>
    Reissue,

    /// <summary>An unlock: a new code, and three new tries (R3).</summary>
    Unlock,

    /// <summary>Nothing: every unlock, or every code, is used up. The order needs another delivery.</summary>
    Cancel,
}
