using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Places;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Domain.Tests;

/// <summary>Each signal that a visit raises by itself, at its boundary.</summary>
public sealed class VisitSignalTests
{
    private const AttemptOutcome Accepted = AttemptOutcome.Accepted;
    private const AttemptOutcome Wrong = AttemptOutcome.WrongCode;

    [Fact]
    public void Signals_weigh_what_the_rules_say()
    {
        Assert.Equal(
            [
                ("accepted_after_unlock", 30), ("clock_skew", 10), ("compromised_device", 40), ("courier_changed", 60),
                ("device_changed", 25), ("device_swapped", 35), ("guessing_device", 40), ("late_acceptance", 30),
                ("location_unverified", 15), ("mock_location", 60), ("no_attempt_at_door", 60), ("outside_geofence", 40),
                ("place_unproven", 45), ("recipient_changed", 40), ("stale_fix", 10), ("wrong_then_right_elsewhere", 50),
            ],
            SignalRules.OfVisits.Select(rule => (rule.Name, rule.Weight)).Order());
        Assert.Equal(
            [
                ("code_of_another_delivery", 60), ("courier_pattern", 30), ("device_changed", 25),
                ("impossible_speed", 50), ("repeated_coordinates", 40),
            ],
            SignalRules.OfHistory.Select(rule => (rule.Name, rule.Weight)).Order());
        Assert.Equal([("arrival_denied", 50), ("left_with_parcel", 80)], SignalRules.OfRecipients.Select(rule => (rule.Name, rule.Weight)).Order());
        Assert.Equal(20, SignalRules.Names.Count);
        Assert.All(SignalRules.All, rule => Assert.NotEmpty(rule.Meaning));
    }

    [Fact]
    public void A_signal_means_what_its_rules_say()
    {
        Assert.Equal(
            "The attempt came from another device than the one that arrived. Or: Another device than on the courier's last 10 deliveries.",
            SignalRules.MeaningOf("device_changed"));
        Assert.Null(SignalRules.MeaningOf("of_a_newer_version"));
    }

    [Theory]
    [InlineData(109, 10, false)] // inside
    [InlineData(111, 10, true)]
    [InlineData(199, 100, false)] // unverified
    public void Outside_geofence(double distanceM, double accuracyM, bool expected) =>
        Expect("outside_geofence", expected, Facts(A.Attempt(fix: A.Fix(distanceM, accuracyM))));

    [Theory]
    [InlineData(0, 100, 0, false)]
    [InlineData(0, 100.1, 0, true)]
    [InlineData(0, 10, 60, false)]
    [InlineData(0, 10, 60.001, true)]
    [InlineData(151, 100, 0, true)] // neither reaches the fence nor excludes it
    [InlineData(5000, 10, 0, false)] // outside is another signal
    public void Location_unverified(double distanceM, double accuracyM, double ageS, bool expected) =>
        Expect("location_unverified", expected, Facts(A.Attempt(fix: A.Fix(distanceM, accuracyM, ageS))));

    [Fact]
    public void Location_unverified_without_a_fix_or_with_a_mock()
    {
        Expect("location_unverified", raised: true, Facts(A.Attempt(hasFix: false)));
        Expect("location_unverified", raised: true, Facts(A.Arrival(A.Fix(isMock: true))));
    }

    [Theory]
    [InlineData(PlaceVerdict.Unverified, true, Accepted, "far and vague", true)]
    [InlineData(PlaceVerdict.Outside, true, Accepted, "vague", true)]
    [InlineData(PlaceVerdict.Inside, true, Accepted, "none", true)]
    [InlineData(PlaceVerdict.Inside, true, Accepted, "stale", true)]
    [InlineData(PlaceVerdict.Inside, true, Accepted, "far and vague", true)]
    [InlineData(PlaceVerdict.Inside, true, Accepted, "vague", false)] // the arrival was at the door, and so may this be
    [InlineData(PlaceVerdict.Unverified, true, Accepted, "good", false)] // the attempt was at the door
    [InlineData(PlaceVerdict.Unverified, true, Wrong, "none", false)]
    [InlineData(PlaceVerdict.Unverified, false, Accepted, "none", true)] // the attempt that opened it proved nothing, either
    public void Place_unproven(PlaceVerdict arrival, bool byArrival, AttemptOutcome outcome, string fix, bool expected) => Expect(
        "place_unproven",
        expected,
        Facts(
            fix switch
            {
                "none" => A.Attempt(hasFix: false),
                "stale" => A.Attempt(fix: A.Fix(ageS: 61)),
                "vague" => A.Attempt(fix: A.Fix(accuracyM: 150)),
                "far and vague" => A.Attempt(fix: A.Fix(metresNorth: 251, accuracyM: 150)),
                _ => A.Attempt(),
            },
            outcome,
            Session() with { Place = arrival, ByArrival = byArrival, OpenedAt = A.Noon.AddSeconds(-61) }));

    [Fact]
    public void Place_unproven_does_not_ask_for_a_second_fix_within_a_minute() => Expect(
        "place_unproven",
        raised: false,
        Facts(A.Attempt(hasFix: false), Accepted, Session() with { OpenedAt = A.Noon.AddSeconds(-60) }));

    [Fact]
    public void Place_unproven_weighs_so_much_that_a_dark_visit_is_reviewed()
    {
        var arrived = A.Delivery().Arrive(A.Noon, arrival: A.Arrival(hasFix: false)).After;
        var (accepted, verdict) = arrived.Try(A.Attempt(hasFix: false));
        Assert.Equal(["location_unverified", "place_unproven"], verdict.Signals.Select(signal => signal.Name));
        Assert.True(accepted.Review); // 15 + 45
    }

    [Fact]
    public void Mock_location()
    {
        Expect("mock_location", raised: true, Facts(A.Attempt(fix: A.Fix(isMock: true))));
        Expect("mock_location", raised: false, Facts(A.Attempt()));
        Expect("mock_location", raised: false, Facts(A.Attempt(hasFix: false)));
    }

    [Theory]
    [InlineData(60, false)]
    [InlineData(60.001, true)]
    public void Stale_fix(double ageS, bool expected)
    {
        Expect("stale_fix", expected, Facts(A.Attempt(fix: A.Fix(ageS: ageS))));
        Expect("stale_fix", raised: false, Facts(A.Attempt(hasFix: false)));
    }

    [Theory]
    [InlineData(120, false)]
    [InlineData(-120, false)]
    [InlineData(120.001, true)]
    [InlineData(-120.001, true)]
    public void Clock_skew(double skewS, bool expected) =>
        Expect("clock_skew", expected, Facts(A.Attempt(clockSkewS: skewS)));

    [Theory]
    [InlineData(-120, false)]
    [InlineData(-120.001, true)] // a fix from the future
    [InlineData(3600, false)] // an old one is only old
    public void Clock_skew_of_a_fix(double ageS, bool expected) =>
        Expect("clock_skew", expected, Facts(A.Attempt(fix: A.Fix(ageS: ageS))));

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(true, true, true)]
    public void Compromised_device(bool isRooted, bool isEmulator, bool expected) => Expect(
        "compromised_device",
        expected,
        Facts(A.Attempt() with { Device = new Device { Id = A.Phone, IsRooted = isRooted, IsEmulator = isEmulator } }));

    [Theory]
    [InlineData("phone", Accepted, false)]
    [InlineData("another", Accepted, true)]
    [InlineData("another", Wrong, true)]
    [InlineData("another", AttemptOutcome.OutsideGeofence, false)] // whoever is refused did not get the session
    public void Device_changed(string device, AttemptOutcome outcome, bool expected) =>
        Expect("device_changed", expected, Facts(A.Attempt(device: new DeviceId(device)), outcome));

    [Fact]
    public void Device_swapped_within_a_session_marks_for_review()
    {
        var (accepted, verdict) = A.Delivery().Arrive(A.Noon).After.Try(A.Attempt(device: new DeviceId("a colleague's")));
        Assert.Equal(["device_changed", "device_swapped"], verdict.Signals.Select(signal => signal.Name));
        Assert.True(accepted.Review); // 25 + 35
        Expect("device_swapped", raised: false, Facts(A.Attempt()));
    }

    [Theory]
    [InlineData("crr-071", Accepted, false)]
    [InlineData("crr-072", Accepted, true)]
    [InlineData("crr-072", Wrong, false)]
    public void Courier_changed(string courier, AttemptOutcome outcome, bool expected) =>
        Expect("courier_changed", expected, Facts(A.Attempt(courier: new CourierId(courier)), outcome));

    [Fact]
    public void Courier_changed_where_a_code_was_passed_on()
    {
        var arrived = A.Delivery().Arrive(A.Noon).After;
        var other = A.Attempt(courier: new CourierId("crr-072"), device: new DeviceId("another"));
        var (accepted, verdict) = arrived.Try(other);
        Assert.Equal(["device_changed", "device_swapped", "courier_changed"], verdict.Signals.Select(signal => signal.Name));
        Assert.True(accepted.Review);
    }

    [Theory]
    [InlineData(1, Accepted, false)]
    [InlineData(2, Accepted, true)]
    [InlineData(2, Wrong, false)]
    public void Late_acceptance(int session, AttemptOutcome outcome, bool expected) =>
        Expect("late_acceptance", expected, Facts(A.Attempt(), outcome, Session() with { Number = session }));

    [Theory]
    [InlineData(true, Accepted, true)]
    [InlineData(true, Wrong, false)]
    [InlineData(false, Accepted, false)]
    public void No_attempt_at_door(bool hadSilentSession, AttemptOutcome outcome, bool expected)
    {
        var delivery = A.Delivery() with { Visits = VisitHistory.None with { HadSilentSession = hadSilentSession } };
        Expect("no_attempt_at_door", expected, Facts(A.Attempt(), outcome, delivery: delivery));
    }

    [Fact]
    public void No_attempt_at_door_means_none_of_any_outcome()
    {
        var arrived = A.Delivery().Arrive(A.Noon).After;
        Assert.True(arrived.Settle(A.Minutes(10)).After.Visits.HadSilentSession);
        Assert.True(arrived.Deny(A.Minutes(1)).After.Visits.HadSilentSession);
        foreach (var typed in new[] { "12ab", "111111" })
            Assert.False(arrived.Type(typed, A.Minutes(1)).After.Settle(A.Minutes(10)).After.Visits.HadSilentSession);
        Assert.False(arrived.Type("042917", A.Minutes(1)).After.Visits.HadSilentSession);
    }

    [Fact]
    public void No_attempt_at_door_under_on_arrival_means_that_the_code_was_shown()
    {
        var onArrival = DeliveryPolicy.Default with { CodeRelease = CodeRelease.OnArrival };
        var arrived = A.Delivery(onArrival).Arrive(A.Noon).After;
        Assert.False(arrived.Settle(A.Minutes(10)).After.Visits.HadSilentSession); // nobody was at home
        Assert.True(arrived.Shown(A.Minutes(1)).Settle(A.Minutes(10)).After.Visits.HadSilentSession);
    }

    [Theory]
    [InlineData(99.9, 0, Accepted, false)]
    [InlineData(100.1, 0, Accepted, true)]
    [InlineData(100.1, 0, Wrong, false)]
    [InlineData(0, 600, Accepted, false)]
    [InlineData(0, 600.001, Accepted, true)]
    public void Wrong_then_right_elsewhere(double awayM, double laterS, AttemptOutcome outcome, bool expected)
    {
        var before = new WrongTry(A.Noon.AddSeconds(-laterS), A.Courier, A.North(awayM));
        Expect("wrong_then_right_elsewhere", expected, Facts(A.Attempt(), outcome, delivery: With(before)));
    }

    [Fact]
    public void Wrong_then_right_elsewhere_looks_at_each_wrong_try_and_needs_a_place_for_its_distance()
    {
        var here = new WrongTry(A.Noon, A.Courier, A.Door);
        var far = new WrongTry(A.Noon, A.Courier, A.North(500));
        Expect("wrong_then_right_elsewhere", raised: true, Facts(A.Attempt(), delivery: With(here, far)));
        Expect("wrong_then_right_elsewhere", raised: false, Facts(A.Attempt(), delivery: With(far with { Position = null })));
        Expect("wrong_then_right_elsewhere", raised: false, Facts(A.Attempt(hasFix: false), delivery: With(far)));
        Expect("wrong_then_right_elsewhere", raised: false, Facts(A.Attempt()));
    }

    [Fact]
    public void Wrong_tries_are_remembered_with_time_and_place()
    {
        var tried = A.Delivery().Try(A.Attempt("111111", A.Fix(20))).After;
        Assert.Equal([new WrongTry(A.Noon, A.Courier, A.North(20))], tried.Visits.WrongTries);
        Assert.Empty(A.Delivery().Try(A.Attempt("12ab")).After.Visits.WrongTries);
    }

    [Theory]
    [InlineData(24, true)]
    [InlineData(24.01, false)]
    public void Recipient_changed(double hours, bool expected)
    {
        var changed = A.Delivery() with { Visits = VisitHistory.None with { RecipientChangedAt = A.Noon.AddHours(-hours) } };
        Expect("recipient_changed", expected, Facts(A.Attempt(), delivery: changed));
        Expect("recipient_changed", raised: false, Facts(A.Attempt(), Wrong, delivery: changed));
        Expect("recipient_changed", raised: false, Facts(A.Attempt()));
    }

    [Fact]
    public void Recipient_changed_remembers_contact_and_destination_and_nothing_else()
    {
        var recipient = new RecipientChange(new Recipient("fr", "b@example.org", Phone: null));
        var elsewhere = new DestinationChange(new Destination(A.North(5000), "FR", Address: null));
        foreach (var change in new DeliveryChange[] { recipient, elsewhere })
            Assert.Equal(A.Noon, A.Delivery().Change(change, A.Fresh("555555"), A.Noon).After.Visits.RecipientChangedAt);
        Assert.Null(A.Delivery().Change(new CourierChange(A.Courier), A.Fresh("555555"), A.Noon).After.Visits.RecipientChangedAt);
    }

    [Theory]
    [InlineData("crr-071", 60, true)]
    [InlineData("crr-071", 60.1, false)]
    [InlineData("crr-072", 1, false)]
    public void Accepted_after_unlock(string courier, double minutes, bool expected)
    {
        var unlocked = A.Delivery().After("111111", "222222", "333333").Unlock("why", A.Fresh("555555"), A.Minutes(-minutes)).After;
        Expect("accepted_after_unlock", expected, Facts(A.Attempt(courier: new CourierId(courier)), delivery: unlocked));
    }

    private static Delivery With(params WrongTry[] wrong) =>
        A.Delivery() with { Visits = VisitHistory.None with { WrongTries = wrong } };

    private static DoorstepSession Session() => A.Delivery().Arrive(A.Noon).After.Visits.Session!;

    private static VisitFacts Facts(
        Visit visit,
        AttemptOutcome outcome = Accepted,
        DoorstepSession? session = null,
        Delivery? delivery = null) => new(
            delivery ?? A.Delivery(),
            visit,
            PlaceGate.Assess(A.Door, new Metres(100), visit.Fix, A.Noon),
            session ?? Session(),
            visit is Attempt ? outcome : null,
            Standing.Clean,
            A.Noon);

    private static void Expect(string name, bool raised, VisitFacts facts)
    {
        var rule = SignalRules.OfVisits.Single(rule => rule.Name == name);
        var signal = rule.Look(facts);
        Assert.Equal(raised, signal is not null);
        Assert.Equal(raised, SignalRules.Of(facts).Any(one => one.Name == name));
        if (signal is null)
            return;
        Assert.Equal((name, rule.Weight), (signal.Name, signal.Weight));
        Assert.NotEmpty(signal.Detail);
    }
}
