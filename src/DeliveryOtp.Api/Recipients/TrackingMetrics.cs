using System.Diagnostics.Metrics;

namespace DeliveryOtp.Api.Recipients;

/// <summary>What the operator watches of the recipients' streams. No metric carries a delivery.</summary>
public sealed class TrackingMetrics : ICounters
{
    public const string MeterName = "DeliveryOtp.Tracking";

    /// <summary>Around R18's second.</summary>
    private static readonly InstrumentAdvice<double> LatencyBuckets = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    private readonly UpDownCounter<int> _streams;
    private readonly Histogram<double> _latency;
    private readonly Counter<long> _slow;

    public TrackingMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _streams = meter.CreateUpDownCounter<int>("deliveryotp.tracking_streams", "{stream}", "Recipients' streams that are open.");
        _latency = meter.CreateHistogram(
            "deliveryotp.tracking_latency",
            "s",
            "From the recording of an entry until it is written to a recipient's stream.",
            tags: null,
            LatencyBuckets);
        _slow = meter.CreateCounter<long>("deliveryotp.tracking_slow", "{stream}", "Streams that ended because their client did not read.");
    }

    void ICounters.StartAtZero()
    {
        _streams.Add(0);
        _slow.StartAtZero();
    }

    internal void CountOpened() => _streams.Add(1);

    internal void CountClosed() => _streams.Add(-1);

    internal void CountSlow() => _slow.Add(1);

    /// <summary>Another replica may have recorded it, by a clock that is a little ahead.</summary>
    internal void CountWritten(TimeSpan latency) => _latency.Record(Math.Max(0, latency.TotalSeconds));
}
