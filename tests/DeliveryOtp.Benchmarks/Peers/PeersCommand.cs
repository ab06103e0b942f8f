using System.CommandLine;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Peers;

/// <summary><c>bench peers</c></summary>
internal static class PeersCommand
{
    private const int UsualRounds = 3;
    private const int UsualSeconds = 5;

    private static readonly IPeerProgram[] Programs = [new IdentityProgram(), new BetterAuthProgram()];

    public static Command Create() => BenchCommand.InRounds(
        "peers",
        "The service beside ASP.NET Core Identity and better-auth, on the same PostgreSQL.",
        UsualRounds,
        UsualSeconds,
        async (options, output, cancel) =>
        {
            foreach (var program in Programs)
                await program.PrepareAsync(cancel);
            await using var setup = await BenchSetup.CreateAsync(options.Keep, cancel);
            var runs = await new PeerRates(setup, Programs, options.Rounds, options.Seconds).MeasureAsync(cancel);
            var races = await PeerRaces.RunAsync(setup, Programs, cancel);
            await PeersReport.WriteAsync(setup, runs, races, output, cancel);
        });
}
