using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Readers;

/// <summary>
/// Tells the operator how far the readers of the journal are behind: as a metric, and as a health check that fails when one
/// is stuck. Every replica says the same, since it is the database that knows.
/// </summary>
internal sealed class ReaderWatch : BackgroundService, IHealthCheck
{
    public const string MeterName = "DeliveryOtp.Journal";

    /// <summary>A reader that has left an entry lie for longer is stuck.</summary>
    internal static readonly TimeSpan LongestLag = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly ReaderStates _states;
    private readonly TimeProvider _time;
    private IReadOnlyList<ReaderState> _last = [];

    public ReaderWatch(ReaderStates states, IMeterFactory meters, TimeProvider time)
    {
        _states = states;
        _time = time;
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge(
            "deliveryotp.journal_reader_lag",
            () => _last.Select(state => Of(state, state.Lag.TotalSeconds)),
            "s",
            "The age of the oldest journal entry that a reader has not dealt with.");
        meter.CreateObservableGauge(
            "deliveryotp.journal_set_aside",
            () => _last.Select(state => Of(state, state.SetAside)),
            "{entry}",
            "Journal entries that a reader failed on and went past.");
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var stuck = (await _states.ListAsync(cancellationToken)).Where(state => state.Lag > LongestLag).ToArray();
            return stuck.Length == 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy(string.Join(' ', stuck.Select(state => $"The reader {state.Name} is {state.Lag.TotalSeconds:F0} s behind.")));
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            return HealthCheckResult.Unhealthy("The database is away.", exception);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                _last = await _states.ListAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                // The readers say so themselves, and the health check does.
                _last = [];
            }
        }
    }

    private static Measurement<T> Of<T>(ReaderState state, T value)
        where T : struct => new(value, new KeyValuePair<string, object?>("reader", state.Name));
}
