using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Persistence.Journal;

/// <summary>An arrival as it came and as it was judged.</summary>
public sealed record StoredArrived(
    ArrivalOutcome Outcome,
    StoredSession? Opens,
    int TriesLeft,
    DeliveryStatus DeliveryStatus,
    DateTimeOffset CapturedAt,
    double ClockSkewS,
    StoredLocation Location,
    StoredDevice Device,
    string? ScannedBarcode,
    IReadOnlyList<StoredSignal> Signals,
    string TokenId,
    string? CallerAddress,
    IReadOnlyList<string>? NotUsable = null,
    string? ApiKeyId = null) : StoredContent, IStoredVisit
{
    internal override EntryKind? EntryKind => Domain.Journal.EntryKind.Arrived;

    internal override bool IsWhole => Location is not null && Device is { Id: not null } && Signals is not null;

    internal static StoredArrived Of(Arrived arrived)
    {
        var (arrival, verdict, _) = arrived;
        return new StoredArrived(
            verdict.Outcome,
            StoredSession.OfOpened(verdict.Opens),
            verdict.TriesLeft,
            verdict.DeliveryStatus,
            arrival.CapturedAt,
            verdict.ClockSkewS,
            StoredLocation.Of(arrival.Fix, verdict.Place),
            StoredDevice.Of(arrival.Device),
            arrival.Scan?.Value,
            StoredSignal.Of(verdict.Signals),
            arrival.TokenId,
            arrival.CallerAddress,
            arrival.NotUsable is { Count: > 0 } names ? names : null,
            arrival.ApiKeyId);
    }
}
