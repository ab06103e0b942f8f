using System.Diagnostics.Metrics;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>What the operator watches: how posts go, and how old an event is when it arrives.</summary>
internal sealed class WebhookMetrics : ICounters
{
    public const string MeterName = "DeliveryOtp.Webhooks";
    public const string Delivered = "delivered";

    /// <summary>It will be tried again.</summary>
    public const string Retried = "retried";

    /// <summary>It will not.</summary>
    public const string Failed = "failed";

    /// <summary>The endpoint wants no more, and is disabled.</summary>
    public const string Gone = "gone";

    /// <summary>The endpoint fails so often that it is left alone for a while.</summary>
    public const string Postponed = "postponed";

    private const string Result = "result";

    private readonly Counter<long> _posts;
    private readonly Histogram<double> _latency;

    public WebhookMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _posts = meter.CreateCounter<long>("deliveryotp.webhook_posts", "{post}", "Posts to endpoints by result.");
        _latency = meter.CreateHistogram(
            "deliveryotp.webhook_latency",
            "s",
            "From what happened to the post that told of it.",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 3600, 86_400] });
    }

    void ICounters.StartAtZero() => _posts.StartAtZero(Result, [Delivered, Retried, Failed, Gone, Postponed]);

    /// <param name="result">One of those above.</param>
    public void Count(string result) => _posts.Add(1, Result, result);

    public void NoteLatency(TimeSpan latency) => _latency.Record(Math.Max(0, latency.TotalSeconds));
}
