using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain;

namespace DeliveryOtp.Api.Persistence.Readers;

/// <summary>
/// The entries of one delivery, from the moment of the subscription on. It ends when its reader is too slow, when the
/// database is lost and when the service stops: whoever needs more subscribes anew and reads what is missing from the table.
/// </summary>
public sealed class TailSubscription : IDisposable
{
    /// <summary>A delivery's whole journal is seldom longer; more waiting means that nobody reads.</summary>
    internal const int Capacity = 64;

    private readonly TailSubscribers _subscribers;
    private readonly Channel<EntryExcerpt> _entries = Channel.CreateBounded<EntryExcerpt>(
        new BoundedChannelOptions(Capacity) { SingleReader = true });

    internal TailSubscription(TailSubscribers subscribers, DeliveryId delivery) =>
        (_subscribers, Delivery) = (subscribers, delivery);

    public DeliveryId Delivery { get; }

    /// <summary>It ended because more was waiting than it holds.</summary>
    public bool IsSlow { get; private set; }

    /// <summary>True: there is an entry. False: there will be none any more.</summary>
    public Task<bool> WaitAsync(CancellationToken cancel) => _entries.Reader.WaitToReadAsync(cancel).AsTask();

    public bool TryRead([NotNullWhen(true)] out EntryExcerpt? entry) => _entries.Reader.TryRead(out entry);

    public void Dispose()
    {
        _subscribers.Remove(this);
        End();
    }

    /// <summary>Never waits: one slow reader must not hold up the others. False: it is over with this one.</summary>
    internal bool Offer(EntryExcerpt entry)
    {
        if (_entries.Writer.TryWrite(entry))
            return true;
        IsSlow = true;
        End();
        return false;
    }

    internal void End() => _entries.Writer.TryComplete();
}
