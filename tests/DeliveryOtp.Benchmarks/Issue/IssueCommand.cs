using System.CommandLine;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Issue;

/// <summary><c>bench issue</c></summary>
internal static class IssueCommand
{
    private const int UsualRounds = 5;
    private const int UsualSeconds = 10;

    public static Command Create()
    {
        var rounds = BenchCommand.CountOption("--rounds", UsualRounds, "How often both lines are measured.");
        var seconds = BenchCommand.CountOption("--seconds", UsualSeconds, "How long a run takes.");
        var keep = BenchCommand.KeepOption();
        var command = new Command("issue", "POST /v1/deliveries beside PostgreSQL alone.") { rounds, seconds, keep };
        command.SetBenchmark(async (parsed, cancel) =>
        {
            await using var setup = await BenchSetup.CreateAsync(parsed.GetValue(keep), cancel);
            var benchmark = new IssueBenchmark(setup, parsed.GetValue(rounds), parsed.GetValue(seconds));
            await benchmark.RunAsync(parsed.InvocationConfiguration.Output, cancel);
        });
        return command;
    }
}
