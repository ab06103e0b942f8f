using DeliveryOtp.Cli.Simulation;
using DeliveryOtp.Cli.Simulation.Reporting;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Cli.Tests.Simulation;

public sealed class SimulatedRunTests
{
    private const int Deliveries = 6000;

    [Fact]
    public void Same_seed_gives_the_same_numbers() => Assert.Equal(Numbers(seed: 7), Numbers(seed: 7));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Any_number_of_cores_gives_the_same_numbers(int cores) => Assert.Equal(Numbers(seed: 7), Numbers(seed: 7, cores));

    [Fact]
    public void Another_seed_gives_others() => Assert.NotEqual(Numbers(seed: 7), Numbers(seed: 8));

    [Fact]
    public void Every_delivery_is_told_to_whoever_watches()
    {
        var told = 0;
        var run = new SimulatedRun(Deliveries, 1, DeliveryPolicy.Default);
        var tally = run.Play(count => Interlocked.Add(ref told, count));
        Assert.Equal(Deliveries, told);
        Assert.Equal(Deliveries / 2, tally.Honest.Deliveries);
    }

    private static string Numbers(ulong seed, int cores = -1)
    {
        var run = new SimulatedRun(Deliveries, seed, DeliveryPolicy.Default);
        return ResultJson.Write(new Result(run with { Seed = 0 }, run.Play(_ => { }, cores)));
    }
}
