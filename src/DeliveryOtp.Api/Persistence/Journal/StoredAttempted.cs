using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Persistence.Journal;

/// <summary>An attempt as it came and as it was judged. Never the digits.</summary>
public sealed record StoredAttempted(
    AttemptOutcome Outcome,
    bool Compared,
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
    int? Session = null,
    StoredSession? Opens = null,
    DateTimeOffset? CourierSuspendedUntil = null,
    IReadOnlyList<string>? NotUsable = null,
    bool Witnessed = false,
    string? ApiKeyId = null) : StoredContent, IStoredVisit
{
    internal override EntryKind? EntryKind => Domain.Journal.EntryKind.Attempted;

    internal override bool IsWhole => Location is not null && Device is { Id: not null } && Signals is not null;

    internal static StoredAttempted Of(Attempted attempted)
    {
        var (attempt, verdict, _) = attempted;
        return new StoredAttempted(
            verdict.Outcome,
            verdict.Compared,
            verdict.TriesLeft,
            verdict.DeliveryStatus,
            attempt.CapturedAt,
            verdict.ClockSkewS,
            StoredLocation.Of(attempt.Fix, verdict.Place),
            StoredDevice.Of(attempt.Device),
            attempt.Scan?.Value,
            StoredSignal.Of(verdict.Signals),
            attempt.TokenId,
            attempt.CallerAddress,
            verdict.Session,
            StoredSession.OfOpened(verdict.Opens),
            verdict.CourierSuspendedUntil,
            attempt.NotUsable is { Count: > 0 } names ? names : null,
            verdict.Witnessed,
            attempt.ApiKeyId);
    }
}
