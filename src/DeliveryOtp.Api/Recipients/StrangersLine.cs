using DeliveryOtp.Api.Persistence.Journal;

namespace DeliveryOtp.Api.Recipients;

/// <summary>
/// R18: what couriers who may not deliver the parcel were refused is one line, however much there is of it: the first at once,
/// then the last of each <see cref="LiveViewWriter.Heartbeat"/>.
/// </summary>
internal sealed class StrangersLine(TimeProvider time)
{
    private DateTimeOffset _saidAt = DateTimeOffset.MinValue;
    private NumberedEvent? _heldBack;

    /// <summary>Null: it was said a moment ago, and waits.</summary>
    public NumberedEvent? Add(EntryExcerpt entry)
    {
        _heldBack = new NumberedEvent(entry.Sequence, TrackedEvents.RefusedAt(entry.RecordedAt));
        return time.GetUtcNow() - _saidAt >= LiveViewWriter.Heartbeat ? TakeHeldBack() : null;
    }

    public NumberedEvent? TakeHeldBack()
    {
        var heldBack = _heldBack;
        if (heldBack is not null)
            _saidAt = time.GetUtcNow();
        _heldBack = null;
        return heldBack;
    }
}
