using Microsoft.Extensions.Options;

namespace DeliveryOtp.Api.Recipients;

/// <summary>Bounds the streams that are open on this replica: of a link, and in all.</summary>
public sealed class StreamSlots(IOptions<ServiceOptions> options, TrackingMetrics metrics)
{
    private readonly TrackingOptions _most = options.Value.Tracking;
    private readonly Lock _lock = new();
    private readonly Dictionary<TrackedLink, int> _ofLink = [];
    private int _all;

    /// <summary>Of one link.</summary>
    public int LimitOfLink => _most.StreamsOfLink;

    public SlotAnswer TryTake(TrackedLink link)
    {
        lock (_lock)
        {
            var mine = _ofLink.GetValueOrDefault(link);
            if (mine >= _most.StreamsOfLink)
                return SlotAnswer.LinkIsFull;
            if (_all >= _most.Streams)
                return SlotAnswer.AllAreTaken;
            _ofLink[link] = mine + 1;
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
            if (--_ofLink[link] == 0)
                _ofLink.Remove(link);
        }

        metrics.CountClosed();
    }
}

public enum SlotAnswer
{
    Taken,
    LinkIsFull,
    AllAreTaken,
}
