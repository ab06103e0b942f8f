using DeliveryOtp.Benchmarks.Reporting;

namespace DeliveryOtp.Benchmarks.Attempts;

/// <summary>What is measured, and what each line is held against.</summary>
internal static class AttemptLines
{
    public const string BusyFloor = "floor, 32 clients";
    public const string QuietFloor = "floor, 1 client";
    public const string HalfPeak = "API, half the peak rate";

    public static readonly ReportLine[] All =
    [
        new(BusyFloor),
        new(Api(64), RateFloor: BusyFloor),
        new(Api(256), RateFloor: BusyFloor),
        new(Api(8), RateFloor: BusyFloor),
        new(QuietFloor),
        new(Api(1), LatencyFloor: QuietFloor),
        new(HalfPeak),
    ];

    public static string Api(int connections) => connections == 1 ? "API, 1 connection" : $"API, {connections} connections";
}
