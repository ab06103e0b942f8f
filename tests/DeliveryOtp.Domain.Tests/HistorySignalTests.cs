using DeliveryOtp.Domain.Places;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Domain.Tests;

/// <summary>Each signal that only history shows, at its boundary.</summary>
public sealed class HistorySignalTests
{
    private static readonly DeviceId Another = new("another");

    [Theory]
    [InlineData(1499, 36, 0, false)] // 150 km/h are 1500 m in 36 s
    [InlineData(1501, 36, 0, true)]
    [InlineData(1519, 36, 10, false)] // both accuracies count in the courier's favour
    [InlineData(1521, 36, 10, true)]
    [InlineData(199.9, 0, 0, false)] // a fix that stands still moves as much
    [InlineData(200.1, 0, 0, true)]
    [InlineData(200.1, 10, 0, false)]
    public void Impossible_speed(double awayM, double secondsS, double accuracyM, bool expected)
    {
        var here = Past(position: A.Door, accuracyM: accuracyM);
        var there = Past(2, A.Minutes(0).AddSeconds(-secondsS), position: A.North(awayM), accuracyM: accuracyM);
        Expect("impossible_speed", expected, Facts(here, there));
    }

    [Fact]
    public void Impossible_speed_is_measured_from_the_last_place_that_was_told()
    {
        var here = Past(position: A.Door);
        var dark = Past(2, A.Noon.AddSeconds(-1));
        var near = Past(3, A.Noon.AddSeconds(-2), position: A.Door);
        var far = Past(4, A.Noon.AddSeconds(-3), position: A.North(5000));
        Expect("impossible_speed", raised: true, Facts(here, dark, far));
        Expect("impossible_speed", raised: false, Facts(here, near, far));
        Expect("impossible_speed", raised: false, Facts(here, dark));
        Expect("impossible_speed", raised: false, Facts(Past(), far));
        Expect("impossible_speed", raised: false, Facts(here));
    }

    [Theory]
    [InlineData(0.0000004, 2, 5000, true)] // equal to 6 decimals
    [InlineData(0.000001, 2, 5000, false)]
    [InlineData(0, 2, 100.1, true)]
    [InlineData(0, 2, 99.9, false)] // the same address, or next door
    [InlineData(0, 1, 5000, false)] // the same delivery
    public void Repeated_coordinates(double degrees, int delivery, double doorsApartM, bool expected)
    {
        var here = Past(position: A.Door);
        var there = Past(delivery, A.Minutes(-600), position: A.Door with { Longitude = A.Door.Longitude + degrees })
            with
        { Door = A.North(doorsApartM) };
        Expect("repeated_coordinates", expected, Facts(here, Past(9, A.Minutes(-1)), there));
        Expect("repeated_coordinates", raised: false, Facts(Past(), there));
    }

    [Fact]
    public void Device_changed_after_ten_deliveries_on_others()
    {
        var now = Past() with { Device = Another };
        PastVisit[] ten = [.. Enumerable.Range(2, 10).Select(delivery => Past(delivery, A.Minutes(-delivery)))];
        var ninth = ten.Select(visit => visit.DeliveryId == ten[8].DeliveryId ? visit with { Device = Another } : visit);
        var eleventh = Past(12, A.Minutes(-12)) with { Device = Another };
        Expect("device_changed", raised: true, Facts(now, ten));
        Expect("device_changed", raised: true, Facts(now, [.. ten, eleventh]));
        Expect("device_changed", raised: false, Facts(now, [.. ten[..9], eleventh]));
        Expect("device_changed", raised: false, Facts(now, [.. ninth]));
        Expect("device_changed", raised: false, Facts(now));
    }

    [Fact]
    public void Device_changed_counts_deliveries_and_not_visits()
    {
        var now = Past() with { Device = Another };
        PastVisit[] many = [.. Enumerable.Range(0, 20).Select(i => Past(2, A.Minutes(-i)))];
        var before = Past(3, A.Minutes(-60)) with { Device = Another };
        Expect("device_changed", raised: false, Facts(now, [.. many, before]));
        // What the same delivery has seen is the other rule's business.
        Expect("device_changed", raised: true, Facts(now, [Past() with { Device = Another }, .. many]));
    }

    [Fact]
    public void Code_of_another_delivery()
    {
        Expect("code_of_another_delivery", raised: true, Facts(Past()) with { CodeOf = Id(7) });
        Expect("code_of_another_delivery", raised: false, Facts(Past()));
    }

    [Theory]
    [InlineData(10, 20, 29, 100, true)] // at least 29.93 %
    [InlineData(10, 20, 30, 100, false)]
    [InlineData(19, 19, 1, 100, false)] // fewer than 20 say nothing about a person
    [InlineData(3, 20, 5, 100, true)] // at least 5.24 %
    [InlineData(2, 20, 0, 100, false)] // two bad ones are no pattern
    [InlineData(0, 20, 0, 100, false)]
    [InlineData(0, 0, 0, 100, false)]
    [InlineData(10, 10, 0, 0, false)]
    public void Courier_pattern(int suspect, int attempts, int fleetSuspect, int fleetAttempts, bool expected) => Expect(
        "courier_pattern",
        expected,
        Facts(Past()) with { Courier = Counts(attempts, suspect), Fleet = Counts(fleetAttempts, fleetSuspect) });

    [Fact]
    public void Courier_pattern_counts_refused_late_and_contested()
    {
        var counts = new HandOverCounts(Attempts: 20, Refused: 1, Wrong: 8, Accepted: 11, Late: 2, Contested: 4);
        Assert.Equal(7, counts.Suspect);
        Assert.Equal(new HandOverCounts(40, 2, 16, 22, 4, 8), counts + counts);
        Assert.Equal(counts, HandOverCounts.None + counts);

        // Each of them counts twice where it was late and contested: more than all is all.
        var twice = new HandOverCounts(Attempts: 20, Refused: 0, Wrong: 0, Accepted: 20, Late: 20, Contested: 20);
        Expect("courier_pattern", raised: true, Facts(Past()) with { Courier = twice, Fleet = Counts(100, 5) });
    }

    [Theory]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(5, 10, 0.2366, 0.7634)]
    [InlineData(81, 263, 0.2553, 0.3662)] // Newcombe, 1998, method 3
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    [InlineData(0, 0, 0, 1)]
    [InlineData(10, 10, 0.7225, 1)]
    public void Wilson_intervals_are_the_published_ones(int successes, int trials, double lower, double upper)
    {
        var interval = WilsonInterval.Of(successes, trials);
        Assert.Equal(lower, interval.Lower, tolerance: 0.00005);
        Assert.Equal(upper, interval.Upper, tolerance: 0.00005);
    }

    [Fact]
    public void Wilson_intervals_are_of_counts()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(-1, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(11, 10));
    }

    private static HandOverCounts Counts(int attempts, int refused) => new(attempts, refused, Wrong: 0, Accepted: 0, Late: 0, Contested: 0);

    private static DeliveryId Id(int number) => new(new Guid(number, 0, 0, new byte[8]));

    private static PastVisit Past(int delivery = 1, DateTimeOffset? at = null, Position? position = null, double accuracyM = 0) => new(
        Id(delivery),
        A.North(1000 * (delivery - 1)),
        A.Phone,
        at ?? A.Noon,
        position,
        position is null ? null : new Metres(accuracyM));

    private static HistoryFacts Facts(PastVisit visit, params PastVisit[] newestFirst) =>
        new(visit, newestFirst, HandOverCounts.None, HandOverCounts.None);

    private static void Expect(string name, bool raised, HistoryFacts facts)
    {
        var rule = SignalRules.OfHistory.Single(rule => rule.Name == name);
        var signal = rule.Look(facts);
        Assert.Equal(raised, signal is not null);
        Assert.Equal(raised, SignalRules.Of(facts).Any(one => one.Name == name));
        if (signal is null)
            return;
        Assert.Equal((name, rule.Weight), (signal.Name, signal.Weight));
        Assert.NotEmpty(signal.Detail);
    }
}
