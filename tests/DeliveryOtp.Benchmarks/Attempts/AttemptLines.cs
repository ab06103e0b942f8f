using DeliveryOtp.Benchmarks.Reporting;

namespace DeliveryOtp.Benchmarks.Attempts;

/// <summary>What is measured, and what each line is held against.</summary>
internal static class AttemptLines
{
    public const string BusyFloor = "floor, 32 clients";
    public const string QuietFloor = "floor, 1 client";
    public const string LeanSets = "lean floor, sets of 64";
    public const string LeanSingle = "lean floor, 1 client";
    public const string OldStatistics = "API, 64 connections, old statistics";
    public const string HalfPeak = "API, half the peak rate";

    public static readonly ReportLine[] All =
    [
        new(LeanSets),
        new(BusyFloor),
        new(Api(64), RateFloor: BusyFloor, LeanRate: LeanSets),
        new(Api(256), RateFloor: BusyFloor, LeanRate: LeanSets),
        new(Api(8), RateFloor: BusyFloor, LeanRate: LeanSets),
        new(OldStatistics),
        new(LeanSingle),
        new(QuietFloor),
        new(Api(1), LatencyFloor: QuietFloor, LeanLatency: LeanSingle),
        new(HalfPeak),
    ];

    public static bool IsFloor(string line) => line is LeanSets or LeanSingle or BusyFloor or QuietFloor;

    public static string Api(int connections) => connections == 1 ? "API, 1 connection" : $"API, {connections} connections";
}
