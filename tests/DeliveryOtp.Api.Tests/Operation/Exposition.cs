using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace DeliveryOtp.Api.Tests.Operation;

/// <summary>What <c>/metrics</c> shows.</summary>
/// <param name="Text">As it is sent.</param>
internal sealed partial record Exposition(string Text)
{
    private static readonly string[] NotOurs = ["le", "otel_scope_name", "otel_scope_version"];

    /// <summary>Each metric's type by its name.</summary>
    public IReadOnlyDictionary<string, string> Types { get; } =
        Type().Matches(Text).ToDictionary(type => type.Groups["name"].Value, type => type.Groups["type"].Value, StringComparer.Ordinal);

    public static async Task<Exposition> OfAsync(Uri service)
    {
        using var client = new HttpClient { BaseAddress = service };
        return new Exposition(await client.GetStringAsync("/metrics"));
    }

    /// <summary>Of a service with mail, in which everything that it measures has been measured once, and its readers were asked.</summary>
    public static async Task<Exposition> OfAllAsync(Service service)
    {
        var factory = service.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (!ReferenceEquals(instrument.Meter.Scope, factory) || !instrument.Meter.Name.StartsWith("DeliveryOtp.", StringComparison.Ordinal))
                    return;
                (instrument as Histogram<double>)?.Record(0);
                (instrument as Histogram<int>)?.Record(0);
            },
        };
        listener.Start();
        await Eventually.AsyncTrue(
            async () =>
            {
                service.Clock.Advance(TimeSpan.FromSeconds(5));
                return (await OfAsync(service.BaseUrl)).Types.ContainsKey("deliveryotp_journal_reader_lag_seconds");
            },
            seconds: 20,
            everyMs: 200);
        return await OfAsync(service.BaseUrl);
    }

    /// <summary>The labels of a metric, but for those that the exporter adds to each.</summary>
    public IReadOnlyList<string> LabelsOf(string metric) =>
        [.. SamplesOf(metric).SelectMany(sample => Label().Matches(sample).Select(label => label.Groups["name"].Value)).Distinct(StringComparer.Ordinal).Except(NotOurs, StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The value of a metric where its labels have these values; null: there is none.</summary>
    public double? ValueOf(string metric, params (string Label, string Value)[] labels) => SamplesOf(metric)
        .Where(sample => Array.TrueForAll(labels, label => sample.Contains($"{label.Label}=\"{label.Value}\"", StringComparison.Ordinal)))
        .Select(sample => (double?)double.Parse(sample.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture))
        .SingleOrDefault();

    private IEnumerable<string> SamplesOf(string metric) => Text.Split('\n')
        .Where(line => Regex.IsMatch(line, $@"^{metric}(_bucket|_sum|_count)?[{{ ]", RegexOptions.None, TimeSpan.FromSeconds(1)));

    [GeneratedRegex(@"^# TYPE (?<name>\S+) (?<type>\S+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Type();

    [GeneratedRegex(@"(?<name>[a-z_]+)=""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Label();
}
