using System.CommandLine;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Audit;

/// <summary><c>bench audit</c></summary>
internal static class AuditCommand
{
    private const int UsualSmall = 100_000;
    private const int UsualLarge = 10_000_000;

    public static Command Create()
    {
        var small = BenchCommand.CountOption("--small", UsualSmall, "Attempts in the small journal.");
        var large = BenchCommand.CountOption("--large", UsualLarge, "Attempts in the large one.");
        var noLarge = new Option<bool>("--no-large") { Description = "Measure the small journal only." };
        var keep = BenchCommand.KeepOption();
        var command = new Command("audit", "GET /v1/attempts, filter by filter, on a small and on a large journal.")
        {
            small, large, noLarge, keep,
        };
        command.SetBenchmark(async (parsed, cancel) =>
        {
            await using var setup = await BenchSetup.CreateAsync(parsed.GetValue(keep), cancel);
            int? alsoLarge = parsed.GetValue(noLarge) ? null : parsed.GetValue(large);
            var benchmark = new AuditBenchmark(setup, parsed.GetValue(small), alsoLarge);
            await benchmark.RunAsync(parsed.InvocationConfiguration.Output, cancel);
        });
        return command;
    }
}
