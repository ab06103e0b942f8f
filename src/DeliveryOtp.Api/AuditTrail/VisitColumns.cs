using DeliveryOtp.Api.Http.Exports;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>Where and on which device, in CSV: the same columns for attempts and arrivals.</summary>
internal static class VisitColumns
{
    public static IEnumerable<CsvColumn<TVisit>> OfLocation<TVisit>(Func<TVisit, LocationDetail> locationOf) =>
    [
        new("latitude", visit => CsvCell.Number(locationOf(visit).Latitude)),
        new("longitude", visit => CsvCell.Number(locationOf(visit).Longitude)),
        new("accuracy_m", visit => CsvCell.Number(locationOf(visit).AccuracyM)),
        new("location_captured_at", visit => CsvCell.Time(locationOf(visit).CapturedAt)),
        new("provider", visit => CsvCell.Text(locationOf(visit).Provider)),
        new("is_mock", visit => CsvCell.Flag(locationOf(visit).IsMock)),
        new("altitude_m", visit => CsvCell.Number(locationOf(visit).AltitudeM)),
        new("speed_mps", visit => CsvCell.Number(locationOf(visit).SpeedMps)),
        new("distance_m", visit => CsvCell.Number(locationOf(visit).DistanceM)),
        new("verdict", visit => EnumName<PlaceVerdict>.Of(locationOf(visit).Verdict)),
    ];

    public static IEnumerable<CsvColumn<TVisit>> OfDevice<TVisit>(Func<TVisit, DeviceDetail> deviceOf) =>
    [
        new("device_id", visit => CsvCell.Text(deviceOf(visit).Id)),
        new("device_platform", visit => CsvCell.Text(deviceOf(visit).Platform)),
        new("device_manufacturer", visit => CsvCell.Text(deviceOf(visit).Manufacturer)),
        new("device_model", visit => CsvCell.Text(deviceOf(visit).Model)),
        new("device_os_version", visit => CsvCell.Text(deviceOf(visit).OsVersion)),
        new("device_app_version", visit => CsvCell.Text(deviceOf(visit).AppVersion)),
        new("device_is_rooted", visit => CsvCell.Flag(deviceOf(visit).IsRooted)),
        new("device_is_emulator", visit => CsvCell.Flag(deviceOf(visit).IsEmulator)),
        new("device_network", visit => CsvCell.Text(deviceOf(visit).Network)),
        new("device_battery_percent", visit => CsvCell.Number(deviceOf(visit).BatteryPercent)),
    ];
}
