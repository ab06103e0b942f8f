using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>The row of an attempt or arrival, and its delivery's order.</summary>
internal sealed class FoundVisit
{
    public required Guid Id { get; init; }

    public required Guid DeliveryId { get; init; }

    public required int Sequence { get; init; }

    public required string OrderId { get; init; }

    public required string Country { get; init; }

    public required string CourierId { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>A <see cref="StoredAttempted"/> or <see cref="StoredArrived"/>.</summary>
    public required StoredForm Form { get; init; }

    /// <summary>The signals that history raised about it, each a <see cref="StoredSignalRaised"/>.</summary>
    public IReadOnlyList<StoredForm> Raised { get; set; } = [];

    /// <summary>Its own signals, and behind them those of history.</summary>
    public IReadOnlyList<Signal> SignalsWith(IEnumerable<StoredSignal> own) =>
        [.. own.Concat(Raised.Select(SignalOf).OfType<StoredSignal>()).Select(signal => signal.ToSignal())];

    private static StoredSignal? SignalOf(StoredForm raised) => (raised.Read() as StoredSignalRaised)?.Signal;
}
