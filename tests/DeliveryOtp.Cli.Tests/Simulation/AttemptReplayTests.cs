using DeliveryOtp.Cli.Simulation;
using DeliveryOtp.Cli.Simulation.Replay;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Cli.Tests.Simulation;

public sealed class AttemptReplayTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Same_policy_changes_nothing() => Assert.All(
        Replay(DeliveryPolicy.Default, Line("accepted", 3.1), Line("wrong_code", 20), Line("held", 5000), Line("no_arrival", 10)),
        each => Assert.Equal(each.Attempt.Outcome, each.After));

    [Fact]
    public void R11_smaller_fence_refuses_what_was_accepted()
    {
        var judged = Replay(DeliveryPolicy.Default with { RadiusM = 50 }, Line("accepted", 90, accuracyM: 10));
        Assert.Equal(AttemptOutcome.OutsideGeofence, Assert.Single(judged).After);
    }

    [Fact]
    public void R11_wider_fence_lets_through_and_the_digits_would_decide()
    {
        var judged = Replay(DeliveryPolicy.Default with { RadiusM = 1000 }, Line("outside_geofence", 900));
        Assert.Null(Assert.Single(judged).After);
    }

    [Theory]
    [InlineData(10, 20, false, AttemptOutcome.Accepted)]
    [InlineData(150, 20, false, AttemptOutcome.LocationUnverified)]
    [InlineData(10, 61, false, AttemptOutcome.LocationUnverified)]
    [InlineData(10, 20, true, AttemptOutcome.LocationUnverified)]
    public void R11_refusing_the_unverified_looks_at_accuracy_age_and_mock(double accuracyM, int ageS, bool isMock, AttemptOutcome after)
    {
        var policy = DeliveryPolicy.Default with { UnverifiedPlace = UnverifiedPlaceRule.Refuse };
        Assert.Equal(after, Assert.Single(Replay(policy, Line("accepted", 5, accuracyM, ageS, isMock))).After);
    }

    [Fact]
    public void R11_attempt_without_a_fix_is_unverified()
    {
        var policy = DeliveryPolicy.Default with { UnverifiedPlace = UnverifiedPlaceRule.Refuse };
        Assert.Equal(AttemptOutcome.LocationUnverified, Assert.Single(Replay(policy, Line("accepted", distanceM: null))).After);
    }

    [Fact]
    public void R12_what_stands_above_the_gates_stays()
    {
        var policy = DeliveryPolicy.Default with { RadiusM = 50 };
        Assert.Equal(AttemptOutcome.AlreadyDelivered, Assert.Single(Replay(policy, Line("already_delivered", 900))).After);
    }

    [Fact]
    public void R17_lower_limit_suspends_earlier()
    {
        var lines = Enumerable.Range(0, 5).Select(minute => Line("wrong_code", 5, minute: minute));
        var judged = Replay(DeliveryPolicy.Default with { CourierWrongLimit = 3 }, [.. lines.Reverse()]);
        Assert.Equal(
            [AttemptOutcome.WrongCode, AttemptOutcome.WrongCode, AttemptOutcome.WrongCode, AttemptOutcome.CourierSuspended, AttemptOutcome.CourierSuspended],
            judged.Select(each => each.After!.Value));
    }

    [Fact]
    public void Table_tells_before_after_and_what_can_not_be_known()
    {
        var policy = DeliveryPolicy.Default with { RadiusM = 50, ReviewThreshold = 40 };
        var text = string.Join('\n', ReplayText.Lines(Replay(policy, Line("accepted", 90)), policy));
        Assert.Contains("accepted              outside_geofence", text);
        Assert.Contains("0 at the default threshold of 60, 1 at 40", text);
        Assert.Contains("Not in the file", text);
    }

    [Fact]
    public void Line_that_is_no_attempt_is_named()
    {
        File.WriteAllLines(_path, [Line("accepted", 1), "{}"]);
        Assert.Contains("line 2 is not an attempt", Assert.Throws<WrongInputException>(() => AttemptFile.Read(_path)).Message);
    }

    private IReadOnlyList<Reevaluation> Replay(DeliveryPolicy policy, params string[] lines)
    {
        File.WriteAllLines(_path, lines);
        return new AttemptReplay(policy).Run(AttemptFile.Read(_path));
    }

    /// <summary>As the service writes it, with members that no replay looks at.</summary>
    private static string Line(
        string outcome,
        double? distanceM,
        double accuracyM = 12.5,
        int ageS = 1,
        bool isMock = false,
        int minute = 30)
    {
        var recordedAt = new DateTimeOffset(2026, 11, 24, 14, minute, 0, TimeSpan.Zero);
        object location = distanceM is null
            ? new { verdict = "unverified" }
            : new
            {
                latitude = 48.85663,
                longitude = 2.35219,
                accuracy_m = accuracyM,
                captured_at = recordedAt.AddSeconds(-ageS),
                provider = "gps",
                is_mock = isMock,
                distance_m = distanceM,
                verdict = "inside",
            };
        return System.Text.Json.JsonSerializer.Serialize(new
        {
            id = "01930fae-2b10-7e55-8c3d-5f4e3d2c1b0a",
            delivery_id = "01930f6e-7c1a-7b3e-9a55-0d6f3c1f2a41",
            order_id = "404-1234567-1234567",
            courier_id = "crr-071",
            outcome,
            compared = true,
            tries_left = 3,
            recorded_at = recordedAt,
            location,
            device = new { id = "a3f0c9d2", platform = "android" },
            signals = Array.Empty<object>(),
            leaf_index = (long?)null,
        });
    }
}
