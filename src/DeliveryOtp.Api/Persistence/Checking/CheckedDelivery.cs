using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Persistence.Checking;

/// <summary>A delivery's rows and its journal, as one snapshot of the database has them.</summary>
/// <param name="Row">What both of its rows say together.</param>
/// <param name="ListedStatus">The status in the row that lists are made from.</param>
/// <param name="Entries">Its journal, by sequence.</param>
internal sealed record CheckedDelivery(Delivery Row, DeliveryStatus ListedStatus, IReadOnlyList<CheckedEntry> Entries);

/// <summary>An entry of the journal with all that its delivery's state follows from.</summary>
internal sealed record CheckedEntry
{
    public required Guid Id { get; init; }

    public required int Sequence { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required StoredForm Form { get; init; }

    public CourierId? Courier { get; init; }

    public DeviceId? Device { get; init; }

    public AttemptOutcome? Outcome { get; init; }

    public Position? Fix { get; init; }

    public bool IsStranger { get; init; }

    public required int LinkVersion { get; init; }

    /// <summary>Its place in the one order; null: it has none.</summary>
    public long? Position { get; init; }

    /// <summary>It waits for the sequencer.</summary>
    public bool IsWaiting { get; init; }
}

/// <summary>The first thing about a delivery, or about the order of the journal, that is not as it should be.</summary>
/// <param name="Subject">The delivery, or "the order".</param>
/// <param name="Sentence">What is wrong.</param>
public sealed record Difference(string Subject, string Sentence);
