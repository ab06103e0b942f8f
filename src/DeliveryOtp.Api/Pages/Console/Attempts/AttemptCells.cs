using System.Globalization;
using DeliveryOtp.Api.AuditTrail;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.Pages.Console.Attempts;

/// <summary>What the cells of a table of attempts say.</summary>
internal static class AttemptCells
{
    private const int ShortId = 8;

    /// <summary>The kind, which is a class and a sign; and the words.</summary>
    public static (string Kind, string Sign, string Words) Outcome(RecordedAttempt attempt) => attempt.Outcome switch
    {
        AttemptOutcome.Accepted => ("good", "✓", "Accepted"),
        AttemptOutcome.WrongCode => ("bad", "✗", $"Wrong code, {Tries(attempt)} of {Delivery.MaxTries}"),
        var refused => ("warn", "⊘", $"Refused: {OutcomeWords.Of(refused)}"),
    };

    public static string Place(LocationDetail location) => $"{PlaceWords.Verdict(location.Verdict)}, {PlaceWords.Distance(location.DistanceM, location.AccuracyM)}";

    /// <summary>Enough to tell two of them apart.</summary>
    public static string Device(DeviceDetail device)
    {
        var id = device.Id.Length > ShortId ? $"{Http.RequestText.Cut(device.Id, ShortId)}…" : device.Id;
        return device.Model is null ? id : $"{device.Model} {id}";
    }

    /// <summary>How many, and the heaviest.</summary>
    public static string Signals(IReadOnlyList<Signal> signals) => signals.MaxBy(signal => signal.Weight) is { } heaviest
        ? string.Create(CultureInfo.InvariantCulture, $"{signals.Count} · {heaviest.Name} {heaviest.Weight}")
        : "none";

    /// <summary>What the heaviest means.</summary>
    public static string? Meaning(IReadOnlyList<Signal> signals) =>
        signals.MaxBy(signal => signal.Weight) is { } heaviest ? SignalRules.MeaningOf(heaviest.Name) : null;

    private static string Tries(RecordedAttempt attempt) => (Delivery.MaxTries - attempt.TriesLeft).ToString(CultureInfo.InvariantCulture);
}
