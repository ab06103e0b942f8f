using System.Diagnostics.Metrics;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>What the operator watches: how posts go, and how old an event is when it arrives.</summary>
internal sealed class WebhookMetrics
{
    public const string MeterName = "DeliveryOtp.Webhooks";

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

    /// <param name="result">delivered, retried, failed, gone or postponed.</param>
    public void Count(string result) => _posts.Add(1, new KeyValuePair<string, object?>("result", result));

    public void NoteLatency(TimeSpan latency) => _latency.Record(Math.Max(0, latency.TotalSeconds));
}
