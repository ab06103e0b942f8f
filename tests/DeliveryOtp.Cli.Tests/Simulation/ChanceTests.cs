using DeliveryOtp.Cli.Simulation.World;

namespace DeliveryOtp.Cli.Tests.Simulation;

public sealed class ChanceTests
{
    /// <summary>The published test vector of SplitMix64 for this seed: the same on every platform.</summary>
    [Fact]
    public void Is_SplitMix64()
    {
        var chance = new Chance(1234567);
        Assert.Equal(6457827717110365317UL, chance.Next());
        Assert.Equal(3203168211198807973UL, chance.Next());
        Assert.Equal(9817491932198370423UL, chance.Next());
    }

    [Fact]
    public void Another_path_is_another_generator()
    {
        Assert.Equal(Chance.Of(1, 2, 3).Next(), Chance.Of(1, 2, 3).Next());
        Assert.NotEqual(Chance.Of(1, 2, 3).Next(), Chance.Of(1, 3, 2).Next());
        Assert.NotEqual(Chance.Of(1, 2).Next(), Chance.Of(2, 2).Next());
    }

    [Fact]
    public void Normal_has_mean_0_and_deviation_1()
    {
        var chance = new Chance(1);
        var drawn = Enumerable.Range(0, 100_000).Select(_ => chance.Normal()).ToArray();
        Assert.Equal(0, drawn.Average(), 0.02);
        Assert.Equal(1, drawn.Average(x => x * x), 0.02);
    }
}
