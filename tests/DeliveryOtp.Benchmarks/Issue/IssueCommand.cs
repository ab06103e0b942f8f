using System.CommandLine;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Issue;

/// <summary><c>bench issue</c></summary>
internal static class IssueCommand
{
    private const int UsualRounds = 5;
    private const int UsualSeconds = 10;

    public static Command Create() => BenchCommand.InRounds(
        "issue",
        "POST /v1/deliveries beside PostgreSQL alone.",
        UsualRounds,
        UsualSeconds,
        async (options, output, cancel) =>
        {
            await using var setup = await BenchSetup.CreateAsync(options.Keep, cancel);
            await new IssueBenchmark(setup, options.Rounds, options.Seconds).RunAsync(output, cancel);
        });
}
