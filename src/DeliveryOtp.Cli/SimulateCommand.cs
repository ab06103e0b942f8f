using System.CommandLine;
using System.Globalization;
using DeliveryOtp.Cli.Simulation;
using DeliveryOtp.Cli.Simulation.Policies;
using DeliveryOtp.Cli.Simulation.Replay;
using DeliveryOtp.Cli.Simulation.Reporting;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using Command = System.CommandLine.Command;

namespace DeliveryOtp.Cli;

/// <summary><c>deliveryotp simulate</c>: what the rules do to honest couriers and to frauds. 0 done, 2 the input is wrong.</summary>
internal static class SimulateCommand
{
    private const int LeastDeliveries = 1000;
    private const int MostDeliveries = 10_000_000;
    private const int WrongInput = 2;

    public static Command Create()
    {
        // All are text here, so that every wrong value ends in the same sentence and the same exit code.
        var deliveries = new Option<string>("--deliveries") { Description = "How many, 1,000–10,000,000.", DefaultValueFactory = _ => "20000" };
        var seed = new Option<string>("--seed") { Description = "The same seed gives the same numbers.", DefaultValueFactory = _ => "1" };
        var release = new Option<string?>("--release") { Description = "on_issue or on_arrival; both when left out." };
        var policy = new Option<string?>("--policy") { Description = "A JSON file with another policy: any subset of its fields." };
        var output = new Option<string?>("--output") { Description = "A directory for the charts (SVG) and the numbers (JSON)." };
        var replay = new Option<string?>("--replay") { Description = "No simulation: judge the attempts of this export (NDJSON) again under --policy." };
        var command = new Command("simulate", "Plays honest couriers and scripted frauds against the doorstep rules, and counts.")
        {
            deliveries, seed, release, policy, output, replay,
        };
        command.SetAction((parsed, cancel) => Task.FromResult(Run(
            new Request(
                parsed.GetRequiredValue(deliveries),
                parsed.GetRequiredValue(seed),
                parsed.GetValue(release),
                parsed.GetValue(policy),
                parsed.GetValue(output),
                parsed.GetValue(replay)),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            cancel)));
        return command;
    }

    private static int Run(Request request, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        try
        {
            var policy = request.Policy is { } path ? PolicyFile.Read(path) : DeliveryPolicy.Default;
            if (request.Replay is { } attempts)
                Replay(attempts, policy, output);
            else
                Simulate(request, policy, output, error, cancel);
            return 0;
        }
        catch (WrongInputException exception)
        {
            error.WriteLine(exception.Message);
            return WrongInput;
        }
    }

    private static void Replay(string attempts, DeliveryPolicy policy, TextWriter output)
    {
        foreach (var line in ReplayText.Lines(new AttemptReplay(policy).Run(AttemptFile.Read(attempts)), policy))
            output.WriteLine(line);
    }

    private static void Simulate(Request request, DeliveryPolicy policy, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        var deliveries = request.ReadDeliveries(LeastDeliveries, MostDeliveries);
        var seed = request.ReadSeed();
        foreach (var release in request.ReadReleases(policy))
        {
            var run = new SimulatedRun(deliveries, seed, policy with { CodeRelease = release });
            var progress = new ProgressLine(
                error, !Console.IsErrorRedirected, EnumName<CodeRelease>.Of(release), deliveries, TimeProvider.System);
            var result = new Result(run, run.Play(progress.Advance, cancel));
            progress.End();
            foreach (var line in ResultText.Lines(result))
                output.WriteLine(line);
            if (request.Output is { } directory)
                Save(result, directory);
        }
    }

    private static void Save(Result result, string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            File.WriteAllText(Path.Combine(directory, $"simulation-{result.Release}.svg"), ResultSvg.Draw(result));
            File.WriteAllText(Path.Combine(directory, $"simulation-{result.Release}.json"), ResultJson.Write(result));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new WrongInputException($"--output: {exception.Message}");
        }
    }

    /// <summary>What was asked for, as typed.</summary>
    private sealed record Request(string Deliveries, string Seed, string? Release, string? Policy, string? Output, string? Replay)
    {
        public int ReadDeliveries(int least, int most) =>
            int.TryParse(Deliveries, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= least && count <= most
                ? count
                : throw new WrongInputException(FormattableString.Invariant($"--deliveries has to be a whole number from {least} to {most}."));

        public ulong ReadSeed() => ulong.TryParse(Seed, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new WrongInputException("--seed has to be a whole number, 0 or more.");

        /// <summary>Both, unless one was asked for, here or by the policy.</summary>
        public IReadOnlyList<CodeRelease> ReadReleases(DeliveryPolicy policy) => Release switch
        {
            null when policy.CodeRelease != DeliveryPolicy.Default.CodeRelease => [policy.CodeRelease],
            null => [CodeRelease.OnIssue, CodeRelease.OnArrival],
            _ when EnumName<CodeRelease>.TryParse(Release, out var one) => [one],
            _ => throw new WrongInputException($"--release has to be {string.Join(" or ", EnumName<CodeRelease>.All)}."),
        };
    }
}
