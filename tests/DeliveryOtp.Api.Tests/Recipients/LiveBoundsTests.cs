using System.Diagnostics.Metrics;
using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace DeliveryOtp.Api.Tests.Recipients;

/// <summary>How many streams there may be, and what those get that are too many.</summary>
public sealed class LiveBoundsTests : IAsyncLifetime
{
    private const int Streams = 7;
    private const int OfLink = 5;

    private readonly Service _service = new() { Settings = { ["DeliveryOtp:Tracking:Streams"] = "7" } };
    private readonly List<LiveReading> _open = [];
    private readonly MeterListener _gauge = new();
    private Tenant _tenant = null!;
    private int _counted;

    public async Task InitializeAsync()
    {
        await _service.InitializeAsync();
        CountOpen();
        _tenant = await _service.NewTenantAsync();
    }

    public async Task DisposeAsync()
    {
        _open.ForEach(stream => stream.Dispose());
        _gauge.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task A_link_has_five_streams_at_a_time_and_the_sixth_waits()
    {
        using var recipient = await OpenAsync(OfLink);
        using var refused = await LiveReading.RefusalAsync(recipient);
        await refused.ProblemAsync(429, "too_many_requests");
        Assert.Equal(TimeSpan.FromSeconds(15), refused.Headers.RetryAfter?.Delta);
        Assert.Equal(["\"recipient-streams\";q=5;qu=\"concurrent-requests\""], refused.Headers.GetValues("RateLimit-Policy"));
        Assert.Equal(["\"recipient-streams\";r=0;t=15"], refused.Headers.GetValues("RateLimit"));

        _open[0].Dispose();
        await Eventually.AsyncTrue(async () =>
        {
            using var again = await LiveReading.AskAsync(recipient);
            return again.IsSuccessStatusCode;
        });
    }

    [Fact]
    public async Task A_replica_has_so_many_streams_and_tells_the_others_to_come_later()
    {
        await OpenAsync(OfLink);
        using var recipient = await OpenAsync(Streams - OfLink);
        using var refused = await LiveReading.RefusalAsync(recipient);
        await refused.ProblemAsync(503, "unavailable");
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(200, (int)(await recipient.GetAsync("/v1/tracking")).StatusCode);
        Assert.Equal(Streams, Volatile.Read(ref _counted));

        // Nothing is left of those that were refused, and nothing of those that go.
        _open.ForEach(stream => stream.Dispose());
        await Eventually.AsyncTrue(() => Task.FromResult(Volatile.Read(ref _counted) == 0));
        await OpenAsync(OfLink);
        await OpenAsync(Streams - OfLink);
    }

    private async Task<HttpClient> OpenAsync(int count)
    {
        var recipient = _tenant.Recipient(await _tenant.IssueAsync());
        for (var i = 0; i < count; i++)
        {
            var stream = await LiveReading.OpenAsync(recipient);
            await stream.WaitForAsync(1);
            _open.Add(stream);
        }

        return recipient;
    }

    /// <summary>Of this service alone: other tests run theirs in the same process.</summary>
    private void CountOpen()
    {
        var factory = _service.Services.GetRequiredService<IMeterFactory>();
        _gauge.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "deliveryotp.tracking_streams" && ReferenceEquals(instrument.Meter.Scope, factory))
                self.EnableMeasurementEvents(instrument);
        };
        _gauge.SetMeasurementEventCallback<int>((_, value, _, _) => Interlocked.Add(ref _counted, value));
        _gauge.Start();
    }
}
