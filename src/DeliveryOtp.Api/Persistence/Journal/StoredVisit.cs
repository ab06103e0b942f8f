using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Persistence.Journal;

/// <summary>What arrivals and attempts have in common.</summary>
public interface IStoredVisit
{
    /// <summary>The session that it opened; null: it opened none.</summary>
    StoredSession? Opens { get; }

    /// <summary>0–3, after it.</summary>
    int TriesLeft { get; }

    /// <summary>After it.</summary>
    DeliveryStatus DeliveryStatus { get; }

    /// <summary>The device's clock minus the server's, in seconds.</summary>
    double ClockSkewS { get; }

    StoredLocation Location { get; }

    StoredDevice Device { get; }

    IReadOnlyList<StoredSignal> Signals { get; }

    /// <summary>The IP address that the request came from.</summary>
    string? CallerAddress { get; }
}

/// <summary>A doorstep session: its number within the delivery, and its times.</summary>
public sealed record StoredSession(int Number, DateTimeOffset OpenedAt, DateTimeOffset ClosesAt)
{
    internal static StoredSession? OfOpened(DoorstepSession? session) => session is null ? null : Of(session);

    internal static StoredSession Of(DoorstepSession session) => new(session.Number, session.OpenedAt, session.ClosesAt);
}

/// <summary>Where the device said it was, and what the place gate made of it. Without a fix only the verdict is set.</summary>
public sealed record StoredLocation(
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
    internal static StoredLocation Of(Fix? fix, PlaceAssessment place) => new(
        fix?.Position.Latitude,
        fix?.Position.Longitude,
        fix?.Accuracy?.Value,
        fix?.CapturedAt,
        fix?.Provider,
        fix?.IsMock,
        fix?.AltitudeMetres,
        fix?.SpeedMetresPerSecond,
        place.Distance is { } distance ? Math.Round(distance.Value, 1) : null,
        place.Verdict);
}

public sealed record StoredDevice(
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
    internal static StoredDevice Of(Device device) => new(
        device.Id.Value,
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
