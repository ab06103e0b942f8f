namespace DeliveryOtp.Domain.Journal;

/// <summary>One line of the append-only record.</summary>
/// <param name="RetailerId">The tenant.</param>
/// <param name="DeliveryId">The delivery it is about.</param>
/// <param name="Sequence">1, 2, … within the delivery, without a gap.</param>
/// <param name="Id">UUIDv7, made at <paramref name="RecordedAt"/>.</param>
/// <param name="RecordedAt">The server's clock, in whole milliseconds.</param>
/// <param name="Actor">Who caused it.</param>
/// <param name="Event">What happened.</param>
/// <param name="Idempotency">The request that caused it, where it carried a key.</param>
/// <param name="ReviewTotal">What the signals weigh now, where it was this entry that marked the delivery for review.</param>
/// <param name="LinkVersion">Which of the recipient's links is good now.</param>
public sealed record JournalEntry(
    RetailerId RetailerId,
    DeliveryId DeliveryId,
    int Sequence,
    Guid Id,
    DateTimeOffset RecordedAt,
    Actor Actor,
    DeliveryEvent Event,
    IdempotencyMark? Idempotency,
    int? ReviewTotal = null,
    int LinkVersion = 1);

/// <summary>Who did it: a role, and the API key, token or person behind it.</summary>
public sealed record Actor(ActorRole Role, string Id)
{
    /// <summary>The service itself, where time alone caused an event.</summary>
    public static readonly Actor System = new(ActorRole.System, "deliveryotp");
}

public enum ActorRole
{
    /// <summary>The operator of the service.</summary>
    Admin,

    /// <summary>The retailer's back end, with an API key.</summary>
    Retailer,

    /// <summary>A courier's app, with a courier token.</summary>
    Courier,

    /// <summary>Support staff of the retailer, with an API key or as a person in the console.</summary>
    Support,

    /// <summary>Whoever holds the link of the delivery.</summary>
    Recipient,

    /// <summary>Nobody: time alone, or a reader of the journal, caused it.</summary>
    System,
}

/// <summary>The name that a caller gives a request. Two callers may choose the same one, and neither is in the other's way.</summary>
/// <param name="Principal">Whose it is: a new token, link or API key of the same one changes nothing.</param>
/// <param name="Value">1–64 visible ASCII characters, the caller's choice.</param>
public sealed record RequestKey(string Principal, string Value);

/// <summary>What lets a repeated request be told from a new one.</summary>
/// <param name="Key">Its name.</param>
/// <param name="RequestDigest">A keyed digest of the request: the same key with another request is refused.</param>
public sealed record IdempotencyMark(RequestKey Key, byte[] RequestDigest);

/// <summary>A request that may be repeated without harm.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Content">All that makes the request what it is, in one spelling.</param>
public sealed record IdempotentRequest(RequestKey Key, byte[] Content)
{
    public IdempotencyMark Mark(Codes.CodeKeyRing keys) => new(Key, keys.DigestRequest(Content));
}
