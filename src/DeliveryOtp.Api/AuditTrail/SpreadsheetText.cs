namespace DeliveryOtp.Api.AuditTrail;

/// <summary>
/// Text that stays text when a spreadsheet opens it (OWASP: CSV injection). Devices and couriers choose these strings, and
/// support staff open the file. Numbers are not text: −0.5 is no formula.
/// </summary>
internal static class SpreadsheetText
{
    /// <summary>What starts a formula, full-width forms included, and what would move it into the next cell.</summary>
    private const string Dangerous = "=+-@\t\r\n＝＋－＠";

    public static string? Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return text;

        // Some spreadsheets trim before they look.
        var start = text.AsSpan().TrimStart(' ');
        return start.Length > 0 && Dangerous.Contains(start[0], StringComparison.Ordinal) ? $"'{text}" : text;
    }
}
