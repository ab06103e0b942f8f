using System.CommandLine;
using DeliveryOtp.Benchmarks.Abuse.Attacks;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Abuse;

/// <summary><c>bench abuse</c></summary>
internal static class AbuseCommand
{
    private const int UsualSeconds = 30;
    private const int UsualConnections = 400;

    /// <summary>An hour and more of what the budgets allow.</summary>
    private const int MostSent = 2_000_000;

    public static Command Create()
    {
        var attacks = new Option<string[]>("--attack")
        {
            Description = "An attack to measure; again for more of them. Without it: all.",
            DefaultValueFactory = _ => AllAttacks.Names,
        };
        attacks.AcceptOnlyFromAmong(AllAttacks.Names);
        var seconds = BenchCommand.CountOption("--seconds", UsualSeconds, "How long an attack takes.");
        var connections = BenchCommand.CountOption("--connections", UsualConnections, "On how many connections wrk floods.");
        var keys = SentOption("--keys", "So many Idempotency-Keys at least in the attack of that name, however long it takes; 0: as many as come in the time.");
        var tokens = SentOption("--tokens", "So many bad credentials at least in the attack of that name, likewise.");
        var keep = BenchCommand.KeepOption();
        var command = new Command("abuse", "What others notice while one caller floods the service.")
        {
            attacks, seconds, connections, keys, tokens, keep,
        };
        command.SetBenchmark(async (parsed, cancel) =>
        {
            await using var setup = await BenchSetup.CreateAsync(parsed.GetValue(keep), cancel, ServiceBudgets.Default);
            var options = new AbuseOptions(
                parsed.GetValue(seconds), parsed.GetValue(connections), parsed.GetValue(keys), parsed.GetValue(tokens));
            await new AbuseBenchmark(setup, parsed.GetValue(attacks)!, options).RunAsync(parsed.InvocationConfiguration.Output, cancel);
        });
        return command;
    }

    private static Option<int> SentOption(string name, string description)
    {
        var option = new Option<int>(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > MostSent)
                result.AddError($"{name} has to be 0–{MostSent}.");
        });
        return option;
    }
}
