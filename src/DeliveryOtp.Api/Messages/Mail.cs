using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Messages;

/// <summary>What a mail says, without its text, address and link: those are put together when it is sent (R21).</summary>
public sealed record Mail
{
    public required RetailerId RetailerId { get; init; }

    public required DeliveryId DeliveryId { get; init; }

    /// <summary>The journal entry that it tells of.</summary>
    public required Guid EntryId { get; init; }

    /// <summary>Of the entry: the order in which a delivery's mails go out.</summary>
    public required int Sequence { get; init; }

    public required string Kind { get; init; }

    /// <summary>Why an attempt was refused, or a delivery is held.</summary>
    public string? Reason { get; init; }

    public PlaceVerdict? Place { get; init; }

    public int? TriesLeft { get; init; }

    public required DateTimeOffset HappenedAt { get; init; }

    /// <summary>Afterwards it would do more harm than good.</summary>
    public required DateTimeOffset ValidUntil { get; init; }

    /// <summary>Which of the recipient's links was good when it happened.</summary>
    public required int LinkVersion { get; init; }
}
