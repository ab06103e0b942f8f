using System.CommandLine;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Attempts;

/// <summary><c>bench attempts</c></summary>
internal static class AttemptsCommand
{
    private const int UsualRounds = 5;
    private const int UsualSeconds = 10;

    public static Command Create() => BenchCommand.InRounds(
        "attempts",
        "POST /v1/deliveries/{id}/attempts beside PostgreSQL alone.",
        UsualRounds,
        UsualSeconds,
        async (options, output, cancel) =>
        {
            await using var setup = await BenchSetup.CreateAsync(options.Keep, cancel);
            await new AttemptsBenchmark(setup, options.Rounds, options.Seconds).RunAsync(output, cancel);
        });
}
