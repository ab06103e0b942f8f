using DeliveryOtp.Cli.Simulation.Assumed;
using DeliveryOtp.Cli.Simulation.World;

namespace DeliveryOtp.Cli.Tests.Simulation;

public sealed class GpsNoiseTests
{
    private const int Draws = 100_000;

    [Fact]
    public void Open_sky_has_a_median_of_8_m_and_a_95th_percentile_of_45_m()
    {
        var chance = new Chance(1);
        var errors = Enumerable.Range(0, Draws).Select(_ => GpsNoise.OpenSky(chance).ErrorM).Order().ToArray();
        Assert.Equal(8, errors[Draws / 2], 0.2);
        Assert.Equal(45, errors[Draws * 95 / 100], 1.5);
    }

    [Fact]
    public void Reported_accuracy_holds_about_as_many_errors_as_receivers_promise()
    {
        var chance = new Chance(1);
        var held = Enumerable.Range(0, Draws).Select(_ => GpsNoise.OpenSky(chance)).Count(fix => fix.ErrorM <= fix.Accuracy.Value);
        Assert.InRange((double)held / Draws, 0.66, 0.78);
    }

    [Fact]
    public void Canyon_is_30_to_120_m_off()
    {
        var chance = new Chance(1);
        var fixes = Enumerable.Range(0, Draws).Select(_ => GpsNoise.Canyon(chance)).ToArray();
        Assert.All(fixes, fix => Assert.InRange(fix.ErrorM, 30, 120));
        Assert.All(fixes, fix => Assert.InRange(fix.Accuracy.Value, 20, 150));
    }

    [Fact]
    public void One_visit_in_fifty_has_no_fix_the_second_of_a_door_as_often_as_the_first()
    {
        var chance = new Chance(1);
        int first = 0, second = 0;
        for (var visit = 0; visit < Draws; visit++)
        {
            var (receiver, door) = (new Receiver(), new Door(City.Centre, IsCanyon: false));
            first += receiver.Take(door.Position, door, DateTimeOffset.UnixEpoch, chance) is null ? 1 : 0;
            second += receiver.Take(door.Position, door, DateTimeOffset.UnixEpoch, chance) is null ? 1 : 0;
        }

        Assert.Equal(Assumptions.NoFix.Value, (double)first / Draws, 0.002);
        Assert.Equal(Assumptions.NoFix.Value, (double)second / Draws, 0.002);
    }
}
