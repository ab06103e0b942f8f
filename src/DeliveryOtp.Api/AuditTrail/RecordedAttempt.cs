using System.Text.Json;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Places;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>An attempt in the audit trail: who, where, on which device, when, with which result. Never the digits.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="OrderId">Its order.</param>
/// <param name="CourierId">Who attempted.</param>
/// <param name="Outcome">`accepted`, `wrong_code`, or why nothing was compared.</param>
/// <param name="Compared">Whether the digits were held against the code.</param>
/// <param name="TriesLeft">0–3, after this attempt.</param>
/// <param name="RecordedAt">The server's clock.</param>
/// <param name="CapturedAt">The device's clock.</param>
/// <param name="ClockSkewS">Device clock minus server clock, in seconds.</param>
/// <param name="Location">Where the device said it was; without a fix only `verdict` is set.</param>
/// <param name="Device">What the device looked like.</param>
/// <param name="ScannedBarcode">What the scanner read; null: nothing.</param>
/// <param name="Signals">What was noticed.</param>
/// <param name="CallerAddress">The IP address that the request came from.</param>
/// <param name="NotUsable">What the app sent and could not be used as it came: `location.speed_mps`, … Null or cut above.</param>
/// <param name="TokenId">The courier's token.</param>
/// <param name="ApiKeyId">The retailer's API key that made the token; null: an earlier version made it.</param>
/// <param name="LeafIndex">The place in the evidence log; null until it is sealed.</param>
public sealed record RecordedAttempt(
    Guid Id,
    Guid DeliveryId,
    string OrderId,
    string CourierId,
    AttemptOutcome Outcome,
    bool Compared,
    int TriesLeft,
    DateTimeOffset RecordedAt,
    DateTimeOffset CapturedAt,
    double ClockSkewS,
    LocationDetail Location,
    DeviceDetail Device,
    string? ScannedBarcode,
    IReadOnlyList<Signal> Signals,
    string? CallerAddress,
    IReadOnlyList<string> NotUsable,
    string TokenId,
    string? ApiKeyId,
    long? LeafIndex)
{
    internal static RecordedAttempt Of(FoundAttempt found)
    {
        // Asked for as what it is, one of a newer version is as unreadable as one that somebody edited.
        var attempt = found.Form.Read() as StoredAttempted ?? throw new JsonException("An attempt of a newer version.");
        return new RecordedAttempt(
            found.Id,
            found.DeliveryId,
            found.OrderId,
            found.CourierId,
            attempt.Outcome,
            attempt.Compared,
            attempt.TriesLeft,
            found.RecordedAt,
            attempt.CapturedAt,
            attempt.ClockSkewS,
            LocationDetail.Of(attempt.Location),
            DeviceDetail.Of(attempt.Device),
            attempt.ScannedBarcode,
            [.. attempt.Signals.Concat(found.Raised.Select(SignalOf).OfType<StoredSignal>()).Select(signal => signal.ToSignal())],
            attempt.CallerAddress,
            attempt.NotUsable ?? [],
            attempt.TokenId,
            attempt.ApiKeyId,
            LeafIndex: null);
    }

    private static StoredSignal? SignalOf(StoredForm raised) => (raised.Read() as StoredSignalRaised)?.Signal;
}

/// <summary>Where the device said it was, and what the place gate made of it. Without a fix only the verdict is set.</summary>
public sealed record LocationDetail(
    double? Latitude,
    double? Longitude,
    double? AccuracyM,
    DateTimeOffset? CapturedAt,
    string? Provider,
    bool? IsMock,
    double? AltitudeM,
    double? SpeedMps,
    double? DistanceM,
    PlaceVerdict Verdict)
{
    internal static LocationDetail Of(StoredLocation location) => new(
        location.Latitude,
        location.Longitude,
        location.AccuracyM,
        location.CapturedAt,
        location.Provider,
        location.IsMock,
        location.AltitudeM,
        location.SpeedMps,
        location.DistanceM,
        location.Verdict);
}

public sealed record DeviceDetail(
    string Id,
    string? Platform,
    string? Manufacturer,
    string? Model,
    string? OsVersion,
    string? AppVersion,
    bool IsRooted,
    bool IsEmulator,
    string? Network,
    int? BatteryPercent)
{
    internal static DeviceDetail Of(StoredDevice device) => new(
        device.Id,
        device.Platform,
        device.Manufacturer,
        device.Model,
        device.OsVersion,
        device.AppVersion,
        device.IsRooted,
        device.IsEmulator,
        device.Network,
        device.BatteryPercent);
}
