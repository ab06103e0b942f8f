using DeliveryOtp.Domain;
using Microsoft.Extensions.Options;

namespace DeliveryOtp.Api.Recipients;

/// <summary>Bounds the streams that are open on this replica: of a link, of a retailer, and in all.</summary>
public sealed class StreamSlots(IOptions<ServiceOptions> options, TrackingMetrics metrics)
{
    private readonly TrackingOptions _most = options.Value.Tracking;
    private readonly Lock _lock = new();
    private readonly Dictionary<TrackedLink, int> _ofLink = [];
    private readonly Dictionary<RetailerId, int> _ofRetailer = [];
    private int _all;

    /// <summary>Of one link.</summary>
    public int LimitOfLink => _most.StreamsOfLink;

    /// <summary>Of all links of one retailer.</summary>
    public int LimitOfRetailer => _most.StreamsOfRetailer;

    public SlotAnswer TryTake(TrackedLink link)
    {
        lock (_lock)
        {
            var mine = _ofLink.GetValueOrDefault(link);
            if (mine >= _most.StreamsOfLink)
                return SlotAnswer.LinkIsFull;
            var ours = _ofRetailer.GetValueOrDefault(link.Retailer);
            if (ours >= _most.StreamsOfRetailer)
                return SlotAnswer.RetailerIsFull;
            if (_all >= _most.Streams)
                return SlotAnswer.AllAreTaken;
            _ofLink[link] = mine + 1;
            _ofRetailer[link.Retailer] = ours + 1;
            _all++;
        }

        metrics.CountOpened();
        return SlotAnswer.Taken;
    }

    public void Return(TrackedLink link)
    {
        lock (_lock)
        {
            _all--;
            Release(_ofLink, link);
            Release(_ofRetailer, link.Retailer);
        }

        metrics.CountClosed();
    }

    private static void Release<TKey>(Dictionary<TKey, int> taken, TKey key)
        where TKey : notnull
    {
        if (--taken[key] == 0)
            taken.Remove(key);
    }
}

public enum SlotAnswer
{
    Taken,
    LinkIsFull,
    RetailerIsFull,
    AllAreTaken,
}
