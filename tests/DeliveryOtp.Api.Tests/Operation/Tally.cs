using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace DeliveryOtp.Api.Tests.Operation;

/// <summary>What one service counts from now on. Its <c>/metrics</c> has what other services of the same process count, too.</summary>
internal sealed class Tally : IDisposable
{
    private readonly MeterListener _listener;
    private readonly ConcurrentQueue<(string Name, long More, KeyValuePair<string, object?>[] Labels)> _counted = new();

    public Tally(Service service)
    {
        var factory = service.Services.GetRequiredService<IMeterFactory>();
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, factory) && instrument is Counter<long>)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        _listener.SetMeasurementEventCallback<long>((instrument, more, labels, _) => _counted.Enqueue((instrument.Name, more, labels.ToArray())));
        _listener.Start();
    }

    public long Of(string counter, params (string Label, string Value)[] labels) => _counted
        .Where(counted => counted.Name == counter && Array.TrueForAll(labels, label => counted.Labels.Contains(new(label.Label, label.Value))))
        .Sum(counted => counted.More);

    public void Dispose() => _listener.Dispose();
}
