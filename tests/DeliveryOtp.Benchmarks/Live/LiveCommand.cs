using System.CommandLine;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Live;

/// <summary><c>bench live</c></summary>
internal static class LiveCommand
{
    private const int UsualStreams = 1_000;
    private const int UsualRate = 500;
    private const int UsualSeconds = 30;

    public static Command Create()
    {
        var streams = BenchCommand.CountOption("--streams", UsualStreams, "How many recipients watch.");
        var rate = BenchCommand.CountOption("--rate", UsualRate, "Attempts a second.");
        var seconds = BenchCommand.CountOption("--seconds", UsualSeconds, "How long it takes.");
        var keep = BenchCommand.KeepOption();
        var command = new Command("live", "From an attempt to its recipient's GET /v1/tracking/events.") { streams, rate, seconds, keep };
        command.SetBenchmark(async (parsed, cancel) =>
        {
            await using var setup = await BenchSetup.CreateAsync(parsed.GetValue(keep), cancel);
            await new LiveBenchmark(setup, parsed.GetValue(streams), parsed.GetValue(rate), parsed.GetValue(seconds))
                .RunAsync(parsed.InvocationConfiguration.Output, cancel);
        });
        return command;
    }
}
