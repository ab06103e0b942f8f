using System.CommandLine;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Peers;

/// <summary><c>bench peers</c></summary>
internal static class PeersCommand
{
    private const int UsualRounds = 3;
    private const int UsualSeconds = 5;

    private static readonly IPeerProgram[] Programs = [new IdentityProgram(), new BetterAuthProgram()];

    public static Command Create()
    {
        var rounds = BenchCommand.CountOption("--rounds", UsualRounds, "How often each is measured.");
        var seconds = BenchCommand.CountOption("--seconds", UsualSeconds, "How long a run takes.");
        var keep = BenchCommand.KeepOption();
        var command = new Command("peers", "The service beside ASP.NET Core Identity and better-auth, on the same PostgreSQL.")
        {
            rounds, seconds, keep,
        };
        command.SetBenchmark(async (parsed, cancel) =>
        {
            foreach (var program in Programs)
                await program.PrepareAsync(cancel);
            await using var setup = await BenchSetup.CreateAsync(parsed.GetValue(keep), cancel);
            var rates = new PeerRates(setup, Programs, parsed.GetValue(rounds), parsed.GetValue(seconds));
            var runs = await rates.MeasureAsync(cancel);
            var races = await PeerRaces.RunAsync(setup, Programs, cancel);
            await PeersReport.WriteAsync(setup, runs, races, parsed.InvocationConfiguration.Output, cancel);
        });
        return command;
    }
}
