using System.Diagnostics.Metrics;

namespace DeliveryOtp.Api;

/// <summary>
/// Counters that are on <c>/metrics</c> from the start, with 0 for every value of their labels: a rate needs a first value, and an alarm
/// about the first one of something would miss it.
/// </summary>
internal interface ICounters
{
    /// <summary>Once somebody listens.</summary>
    void StartAtZero();
}

internal static class Counters
{
    public static IServiceCollection AddCounters<TCounters>(this IServiceCollection services)
        where TCounters : class, ICounters => services
            .AddSingleton<TCounters>()
            .AddSingleton<ICounters>(provider => provider.GetRequiredService<TCounters>());

    public static void StartAtZero(this Counter<long> counter) => counter.Add(0);

    public static void StartAtZero(this Counter<long> counter, string label, IEnumerable<string> values)
    {
        foreach (var value in values)
            counter.Add(0, label, value);
    }

    public static void Add(this Counter<long> counter, long more, string label, string value) =>
        counter.Add(more, new KeyValuePair<string, object?>(label, value));
}

/// <summary>To be registered behind what exports metrics.</summary>
internal sealed class CountersStart(IEnumerable<ICounters> counters) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var each in counters)
            each.StartAtZero();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
