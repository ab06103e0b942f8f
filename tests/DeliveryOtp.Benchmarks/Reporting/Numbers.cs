using System.Globalization;

namespace DeliveryOtp.Benchmarks.Reporting;

/// <summary>How numbers are spelled in a report.</summary>
internal static class Numbers
{
    private const string None = "-";

    public static string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Whole(Spread spread) => $"{Whole(spread.Median)} ({Whole(spread.Min)}–{Whole(spread.Max)})";

    public static string Decimal(double value) => value.ToString("F2", CultureInfo.InvariantCulture);

    public static string Decimal(Spread? spread) => spread is null
        ? None
        : $"{Decimal(spread.Median)} ({Decimal(spread.Min)}–{Decimal(spread.Max)})";

    public static string Median(Spread? spread) => spread is null ? None : Decimal(spread.Median);
}
