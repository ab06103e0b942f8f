using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Domain.Journal;

/// <summary>
/// What happened to a delivery: the content of one journal entry. A delivery's state is the fold of its events
/// (<see cref="Delivery.Apply"/>), so nothing changes that the journal does not tell.
/// </summary>
public abstract record DeliveryEvent;

/// <summary>The delivery was created and its first code issued (R1).</summary>
public sealed record Issued(
    OrderId OrderId,
    Destination Destination,
    CourierId? Courier,
    ParcelBarcode? Parcel,
    Seller? Seller,
    DeliveryPolicy Policy,
    DateTimeOffset ExpiresAt) : DeliveryEvent;

/// <summary>A new generation killed the old code; the failed count stays (R4).</summary>
public sealed record Renewed(int Generation) : DeliveryEvent;

/// <summary>No live code until a new one is issued.</summary>
public sealed record Held(string Reason) : DeliveryEvent;

/// <summary>The lock was lifted: a new generation and three new tries (R3).</summary>
public sealed record Unlocked(string Reason, int Generation) : DeliveryEvent;

/// <summary>The retailer called the delivery off.</summary>
public sealed record Cancelled(string Reason) : DeliveryEvent;

/// <summary>The outer expiry passed (R5).</summary>
public sealed record Expired : DeliveryEvent;

/// <summary>
/// Significant data changed (R5). <paramref name="Generation"/> is the new code's; null where no code followed:
/// the delivery was locked or held, or is held now because its generations are used up (R4).
/// </summary>
public sealed record Changed(SignificantChange Change, int? Generation) : DeliveryEvent;

/// <summary>A courier asked to confirm the delivery (R13).</summary>
public sealed record Attempted(Attempt Attempt, AttemptVerdict Verdict) : DeliveryEvent;

/// <summary>Support looked at the delivery.</summary>
/// <param name="Resource">What was read: delivery, timeline or attempt.</param>
public sealed record Viewed(string Resource) : DeliveryEvent;
