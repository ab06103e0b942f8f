using System.CommandLine;
using DeliveryOtp.Benchmarks.Rig;
using DeliveryOtp.Benchmarks.Seeding;

namespace DeliveryOtp.Benchmarks.Attempts;

/// <summary><c>bench attempts</c></summary>
internal static class AttemptsCommand
{
    private const int UsualRounds = 5;
    private const int UsualSeconds = 10;

    public static Command Create()
    {
        var statistics = new Option<OldStatistics>("--statistics")
        {
            Description = "What PostgreSQL knows in the run with old statistics: of no rows (none), of the import and of few attempts "
                + "(import). With fresh there is no such run.",
            DefaultValueFactory = _ => OldStatistics.Import,
        };
        var command = BenchCommand.InRounds(
            "attempts",
            "POST /v1/deliveries/{id}/attempts beside PostgreSQL alone.",
            UsualRounds,
            UsualSeconds,
            async (parsed, options, output, cancel) =>
            {
                await using var setup = await BenchSetup.CreateAsync(options.Keep, cancel);
                await new AttemptsBenchmark(setup, options.Rounds, options.Seconds, parsed.GetValue(statistics)).RunAsync(output, cancel);
            });
        command.Add(statistics);
        return command;
    }
}
