using System.Globalization;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Domain.Signals;

/// <summary>The signals that an attempt raises by itself, without a look at history.</summary>
public static class AttemptSignals
{
    private static readonly TimeSpan ToleratedSkew = TimeSpan.FromSeconds(120);

    private static readonly Rule[] Rules =
    [
        new("outside_geofence", Weight: 40, OutsideGeofence),
        new("location_unverified", Weight: 15, LocationUnverified),
        new("mock_location", Weight: 60, MockLocation),
        new("stale_fix", Weight: 10, StaleFix),
        new("clock_skew", Weight: 10, ClockSkew),
        new("compromised_device", Weight: 40, CompromisedDevice),
    ];

    /// <summary>Every name that a filter may ask for.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Rules.Select(rule => rule.Name)];

    public static IReadOnlyList<Signal> Of(AttemptFacts facts) =>
    [
        .. from rule in Rules
           let detail = rule.Explain(facts)
           where detail is not null
           select new Signal(rule.Name, rule.Weight, detail),
    ];

    private static string? OutsideGeofence(AttemptFacts facts) => facts.Place.Verdict == PlaceVerdict.Outside
        ? Say($"the fix is {facts.Place.Distance!.Value.Value:F0} m from the destination")
        : null;

    private static string? LocationUnverified(AttemptFacts facts) => facts.Place.Verdict == PlaceVerdict.Unverified
        ? facts.Attempt.Fix switch
        {
            null => "the device sent no location",
            { IsMock: true } => "the location is a mock",
            var fix when fix.Accuracy > PlaceGate.WorstAccuracy => Say($"accuracy {fix.Accuracy.Value:F0} m"),
            var fix when facts.Now - fix.CapturedAt > PlaceGate.FreshFor => "the fix is stale",
            _ => "the fix neither reaches the fence nor excludes it",
        }
        : null;

    private static string? MockLocation(AttemptFacts facts) =>
        facts.Attempt.Fix is { IsMock: true } ? "the device reports a mock location" : null;

    private static string? StaleFix(AttemptFacts facts) =>
        facts.Attempt.Fix is { } fix && facts.Now - fix.CapturedAt is var age && age > PlaceGate.FreshFor
            ? Say($"the fix was {age.TotalSeconds:F0} s old at receipt")
            : null;

    private static string? ClockSkew(AttemptFacts facts) =>
        facts.Attempt.CapturedAt - facts.Now is var skew && skew.Duration() > ToleratedSkew
            ? Say($"the device clock is {skew.TotalSeconds:F0} s off")
            : null;

    private static string? CompromisedDevice(AttemptFacts facts) => facts.Attempt.Device switch
    {
        { IsRooted: true, IsEmulator: true } => "the device is a rooted emulator",
        { IsRooted: true } => "the device is rooted",
        { IsEmulator: true } => "the device is an emulator",
        _ => null,
    };

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Rule(string Name, int Weight, Func<AttemptFacts, string?> Explain);
}
