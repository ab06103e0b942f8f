using System.Globalization;
using DeliveryOtp.Api.Persistence.Journal;

namespace DeliveryOtp.Api.Pages.Console.Deliveries;

/// <summary>The devices that were at the door, side by side, in the order in which they appeared.</summary>
/// <param name="Columns">One a device.</param>
/// <param name="Rows">One a property.</param>
public sealed record DeviceTable(IReadOnlyList<DeviceColumn> Columns, IReadOnlyList<DeviceRow> Rows)
{
    public static DeviceTable Of(Timeline timeline)
    {
        DeviceRecord[] records = [.. timeline.Entries.Select(RecordOf).OfType<DeviceRecord>()];
        IGrouping<string, DeviceRecord>[] devices = [.. records.GroupBy(record => record.Device.Id, StringComparer.Ordinal)];
        return new DeviceTable(
            [.. devices.Select(device => new DeviceColumn(device.Key, NameOf(device.Last().Device), [.. device.Select(record => record.Entry)]))],
            devices.Length == 0 ? [] : [.. RowsOf(devices)]);
    }

    private static DeviceRow[] RowsOf(IReadOnlyList<IGrouping<string, DeviceRecord>> devices) =>
    [
        Same("Device id", device => device.Device.Id, devices),
        Same("Model", device => NameOf(device.Device), devices),
        Same("System", device => $"{device.Device.Platform} {device.Device.OsVersion}".Trim(), devices),
        Same("App", device => device.Device.AppVersion, devices),
        Same("Rooted", device => YesOrNo(device.Device.IsRooted), devices),
        Same("Emulator", device => YesOrNo(device.Device.IsEmulator), devices),
        Same("Own key", _ => "none: it only names itself", devices),
        Same("Network", device => device.Device.Network, devices),
        Same("Caller's address", device => device.CallerAddress, devices),

        // These differ from one minute to the next: no sign of another device.
        new DeviceRow("Clock, against ours", [.. devices.Select(device => new DeviceCell(Range(device.Select(record => record.ClockSkewS), "s", "+0.0;-0.0;0")))]),
        new DeviceRow("Battery", [.. devices.Select(device => new DeviceCell(Range(device.Select(record => (double?)record.Device.BatteryPercent).OfType<double>(), "%", "0")))]),
    ];

    private static DeviceRow Same(string property, Func<DeviceRecord, string?> read, IReadOnlyList<IGrouping<string, DeviceRecord>> devices)
    {
        string[] values = [.. devices.Select(device => string.Join(", ", device.Select(read).Select(value => string.IsNullOrEmpty(value) ? "not said" : value).Distinct(StringComparer.Ordinal)))];
        return new DeviceRow(property, [.. values.Select(value => new DeviceCell(value, value != values[0]))]);
    }

    private static string Range(IEnumerable<double> values, string unit, string format)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0)
            return "not said";
        var (least, most) = (Text(sorted[0]), Text(sorted[^1]));
        return least == most ? $"{least} {unit}" : $"{least} to {most} {unit}";

        string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
    }

    private static string NameOf(StoredDevice device) => $"{device.Manufacturer} {device.Model}".Trim() is { Length: > 0 } name ? name : "unnamed model";

    private static string YesOrNo(bool value) => value ? "yes" : "no";

    private static DeviceRecord? RecordOf(NumberedEntry entry) => entry.Entry.Detail is IStoredVisit visit
        ? new DeviceRecord(entry, visit.Device, visit.ClockSkewS, visit.CallerAddress)
        : null;

    private sealed record DeviceRecord(NumberedEntry Entry, StoredDevice Device, double ClockSkewS, string? CallerAddress);
}

/// <param name="Id">As the app names it.</param>
/// <param name="Name">Maker and model, by its own word.</param>
/// <param name="Made">The arrivals and attempts that came from it.</param>
public sealed record DeviceColumn(string Id, string Name, IReadOnlyList<NumberedEntry> Made);

public sealed record DeviceRow(string Property, IReadOnlyList<DeviceCell> Cells);

/// <param name="Text">By the device's own word, so hostile.</param>
/// <param name="IsOther">It differs from the first device.</param>
public sealed record DeviceCell(string Text, bool IsOther = false);
