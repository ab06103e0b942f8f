using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.AuditTrail;

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

/// <summary>The doorstep session that a visit opened.</summary>
/// <param name="Number">1, 2, … within the delivery.</param>
/// <param name="OpenedAt">When.</param>
/// <param name="ClosesAt">When it was to end; the delivery's timeline tells if it ended earlier.</param>
public sealed record SessionDetail(int Number, DateTimeOffset OpenedAt, DateTimeOffset ClosesAt)
{
    internal static SessionDetail? Of(StoredSession? session) =>
        session is null ? null : new SessionDetail(session.Number, session.OpenedAt, session.ClosesAt);
}
