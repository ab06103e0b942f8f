using System.Globalization;

namespace DeliveryOtp.Api.Http.Exports;

/// <summary>How values are spelt in CSV; null is an empty cell.</summary>
internal static class CsvCell
{
    /// <summary>What starts a formula, full-width forms included, and what would move it into the next cell.</summary>
    private const string Dangerous = "=+-@\t\r\n＝＋－＠";

    /// <summary>
    /// Text that stays text when a spreadsheet opens it (OWASP: CSV injection). Devices and couriers choose these strings, and
    /// support staff open the file. Numbers are not text: −0.5 is no formula.
    /// </summary>
    public static string? Text(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return text;

        // Some spreadsheets trim before they look.
        var start = text.AsSpan().TrimStart(' ');
        return start.Length > 0 && Dangerous.Contains(start[0], StringComparison.Ordinal) ? $"'{text}" : text;
    }

    public static string? Number(double? value) => value?.ToString(CultureInfo.InvariantCulture);

    public static string? Flag(bool? value) => value switch
    {
        null => null,
        true => "true",
        false => "false",
    };

    public static string? Time(DateTimeOffset? value) => value is { } time ? Timestamp.Format(time) : null;
}
