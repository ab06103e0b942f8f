using System.CommandLine;
using DeliveryOtp.LocalPostgres;

namespace DeliveryOtp.Benchmarks.Rig;

/// <summary>What all benchmarks have in common on the command line.</summary>
internal static class BenchCommand
{
    private const int Failed = 1;
    private const int Interrupted = 130;

    public static Option<bool> KeepOption() => new("--keep") { Description = "Keep the database's files for a look at them." };

    public static Option<int> CountOption(string name, int usual, string description)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError($"{name} has to be 1 or more.");
        });
        return option;
    }

    /// <summary>A benchmark whose lines take turns for some rounds.</summary>
    public static Command InRounds(
        string name, string description, int usualRounds, int usualSeconds, Func<RoundsOptions, TextWriter, CancellationToken, Task> run) =>
        InRounds(name, description, usualRounds, usualSeconds, (_, options, output, cancel) => run(options, output, cancel));

    /// <summary>As the other one, with options of its own.</summary>
    public static Command InRounds(
        string name,
        string description,
        int usualRounds,
        int usualSeconds,
        Func<ParseResult, RoundsOptions, TextWriter, CancellationToken, Task> run)
    {
        var rounds = CountOption("--rounds", usualRounds, "How often every line is measured.");
        var seconds = CountOption("--seconds", usualSeconds, "How long a run takes.");
        var keep = KeepOption();
        var command = new Command(name, description) { rounds, seconds, keep };
        command.SetBenchmark((parsed, cancel) => run(
            parsed,
            new RoundsOptions(parsed.GetValue(rounds), parsed.GetValue(seconds), parsed.GetValue(keep)),
            parsed.InvocationConfiguration.Output,
            cancel));
        return command;
    }

    /// <summary>0 measured, 1 not, and why, 130 interrupted.</summary>
    public static void SetBenchmark(this Command command, Func<ParseResult, CancellationToken, Task> run) =>
        command.SetAction(async (parsed, cancel) =>
        {
            try
            {
                await run(parsed, cancel);
                return 0;
            }
            catch (Exception exception) when (exception is BenchmarkException or PrivateClusterException)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(exception.Message);
                return Failed;
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return Interrupted;
            }
        });
}

/// <summary>What a benchmark in rounds is told on the command line.</summary>
internal sealed record RoundsOptions(int Rounds, int Seconds, bool Keep);
