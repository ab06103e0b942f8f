using System.CommandLine;
using DeliveryOtp.Cli.Simulation;
using DeliveryOtp.Cli.Simulation.Assumed;
using DeliveryOtp.Cli.Simulation.Policies;
using DeliveryOtp.Cli.Simulation.Replay;
using DeliveryOtp.Cli.Simulation.Reporting;
using DeliveryOtp.Domain.Deliveries;
using Command = System.CommandLine.Command;

namespace DeliveryOtp.Cli;

/// <summary><c>deliveryotp simulate</c>: what the rules do to honest couriers and to frauds. 0 done, 2 the input is wrong.</summary>
internal static class SimulateCommand
{
    private const int WrongInput = 2;

    public static Command Create()
    {
        // All are text here, so that every wrong value ends in the same sentence and the same exit code.
        var deliveries = new Option<string>("--deliveries") { Description = "How many, 1,000–10,000,000.", DefaultValueFactory = _ => "20000" };
        var seed = new Option<string>("--seed") { Description = "The same seed gives the same numbers.", DefaultValueFactory = _ => "1" };
        var release = new Option<string?>("--release") { Description = "on_issue or on_arrival; both when left out, and on_issue with recipient_presence as well." };
        var policy = new Option<string?>("--policy") { Description = "A JSON file with another policy: any subset of its fields." };
        var output = new Option<string?>("--output") { Description = "A directory for the charts (SVG) and the numbers (JSON)." };
        var replay = new Option<string?>("--replay") { Description = "No simulation: judge the attempts of this export (NDJSON) again under --policy." };
        var sensitivity = new Option<bool>("--sensitivity")
        {
            Description = "Also with each assumption halved and doubled, so many deliveries each; on_arrival when no --release is given.",
        };
        var command = new Command("simulate", "Plays honest couriers and scripted frauds against the doorstep rules, and counts.")
        {
            deliveries, seed, release, policy, output, replay, sensitivity,
        };
        command.SetAction((parsed, cancel) => Task.FromResult(Run(
            new SimulateRequest(
                parsed.GetRequiredValue(deliveries),
                parsed.GetRequiredValue(seed),
                parsed.GetValue(release),
                parsed.GetValue(policy),
                parsed.GetValue(output),
                parsed.GetValue(replay),
                parsed.GetValue(sensitivity)),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            cancel)));
        return command;
    }

    private static int Run(SimulateRequest request, TextWriter output, TextWriter error, CancellationToken cancel)
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

    private static void Replay(string attempts, DeliveryPolicy policy, TextWriter output) =>
        Print(output, ReplayText.Lines(new AttemptReplay(policy).Run(AttemptFile.Read(attempts)), policy));

    private static void Simulate(SimulateRequest request, DeliveryPolicy policy, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        var (deliveries, seed) = (request.ReadDeliveries(), request.ReadSeed());
        foreach (var one in request.ReadPolicies(policy))
        {
            if (request.Sensitivity)
                HalveAndDouble(new SensitivityRun(deliveries, seed, one), request.Output, output, error, cancel);
            else
                Play(new SimulatedRun(deliveries, seed, one), request.Output, output, error, cancel);
        }
    }

    private static void Play(SimulatedRun run, string? directory, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        var progress = Progress(error, Result.TitleOf(run.Policy), run.Deliveries);
        var result = new Result(run, run.Play(progress.Advance, cancel: cancel));
        progress.End();
        Print(output, ResultText.Lines(result));
        Save(directory, $"simulation-{result.FileName}.svg", () => ResultSvg.Draw(result));
        Save(directory, $"simulation-{result.FileName}.json", () => ResultJson.Write(result));
    }

    private static void HalveAndDouble(SensitivityRun run, string? directory, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        var progress = Progress(error, $"{Result.TitleOf(run.Policy)}, sensitivity", SensitivityRun.TotalOf(run.Deliveries));
        var table = run.Play(progress.Advance, cancel);
        progress.End();
        Print(output, SensitivityText.Lines(table, run));
        Save(directory, $"sensitivity-{Result.FileNameOf(run.Policy)}.json", () => ResultJson.Write(run, table));
    }

    private static ProgressLine Progress(TextWriter error, string what, long total) =>
        new(error, !Console.IsErrorRedirected, what, total, TimeProvider.System);

    private static void Print(TextWriter output, IEnumerable<string> lines)
    {
        foreach (var line in lines)
            output.WriteLine(line);
    }

    private static void Save(string? directory, string name, Func<string> content)
    {
        if (directory is null)
            return;
        try
        {
            Directory.CreateDirectory(directory);
            File.WriteAllText(Path.Combine(directory, name), content());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new WrongInputException($"--output: {exception.Message}");
        }
    }
}
