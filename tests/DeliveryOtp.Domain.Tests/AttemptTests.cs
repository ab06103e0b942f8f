using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Domain.Tests;

/// <summary>R12: the first row that applies decides. Each test breaks its row and every row below it.</summary>
public sealed class AttemptTests
{
    private static readonly ParcelBarcode Parcel = new("TBA123456789000");
    private static readonly Fix FarAway = A.Fix(metresNorth: 5000);

    /// <summary>Another courier, no scan, no code, far away: everything is wrong at once.</summary>
    private static readonly Attempt AllWrong = A.Attempt("12ab", FarAway, courier: new CourierId("crr-666"));

    [Fact]
    public void R12_row_3_comes_first()
    {
        var delivery = Delivery();
        Assert.Equal(AttemptOutcome.Held, delivery.Hold("why", A.Noon).Step!.After.Judge(AllWrong).Outcome);
        Assert.Equal(AttemptOutcome.Cancelled, delivery.Cancel("why", A.Noon).Step!.After.Judge(AllWrong).Outcome);
        Assert.Equal(AttemptOutcome.AlreadyDelivered, A.Delivery().After("042917").Judge(AllWrong).Outcome);
        Assert.Equal(AttemptOutcome.Locked, A.Delivery().After("111111", "222222", "333333").Judge(AllWrong).Outcome);
        Assert.Equal(AttemptOutcome.Expired, delivery.Try(AllWrong, delivery.ExpiresAt).Verdict.Outcome);
    }

    [Fact]
    public void R12_rows_5_to_9_in_their_order()
    {
        var delivery = Delivery();
        Assert.Equal(AttemptOutcome.WrongCourier, delivery.Judge(AllWrong).Outcome);
        Assert.Equal(AttemptOutcome.WrongParcel, delivery.Judge(AllWrong with { Courier = A.Courier }).Outcome);
        Assert.Equal(AttemptOutcome.WrongParcel, delivery.Judge(A.Attempt(scan: new ParcelBarcode("tba123456789000"))).Outcome);
        Assert.Equal(AttemptOutcome.MalformedCode, delivery.Judge(A.Attempt("12ab", FarAway, scan: Parcel)).Outcome);
        Assert.Equal(AttemptOutcome.OutsideGeofence, delivery.Judge(A.Attempt("111111", FarAway, scan: Parcel)).Outcome);
        Assert.Equal(AttemptOutcome.WrongCode, delivery.Judge(A.Attempt("111111", scan: Parcel)).Outcome);
        Assert.Equal(AttemptOutcome.Accepted, delivery.Judge(A.Attempt(scan: Parcel)).Outcome);
    }

    [Fact]
    public void R11_an_unverified_place_is_let_through_with_a_signal_or_refused_by_policy()
    {
        var noFix = A.Attempt(hasFix: false);
        var flagged = A.Delivery().Judge(noFix);
        Assert.Equal(AttemptOutcome.Accepted, flagged.Outcome);
        Assert.Equal(["location_unverified", "place_unproven"], flagged.Signals.Select(signal => signal.Name));
        var refusing = DeliveryPolicy.Default with { UnverifiedPlace = UnverifiedPlaceRule.Refuse };
        Assert.Equal(AttemptOutcome.LocationUnverified, A.Delivery(refusing).Judge(noFix).Outcome);
    }

    [Fact]
    public void R11_an_outside_place_is_refused_or_flagged_by_policy()
    {
        var flagging = A.Delivery(DeliveryPolicy.Default with { Place = PlaceRule.Flag }).Judge(A.Attempt(fix: FarAway));
        Assert.Equal(AttemptOutcome.Accepted, flagging.Outcome);
        Assert.Equal(["outside_geofence", "place_unproven"], flagging.Signals.Select(signal => signal.Name));
    }

    [Theory]
    [InlineData(CodeRelease.OnArrival, ArrivalRule.FirstSessionOptional)]
    [InlineData(CodeRelease.OnIssue, ArrivalRule.Required)]
    public void R8_without_an_arrival_nothing_is_compared(CodeRelease release, ArrivalRule arrival)
    {
        var delivery = A.Delivery(DeliveryPolicy.Default with { CodeRelease = release, Arrival = arrival });
        var verdict = delivery.Judge(A.Attempt());
        Assert.Equal((AttemptOutcome.NoArrival, false, 3), (verdict.Outcome, verdict.Compared, verdict.TriesLeft));
    }

    [Fact]
    public void R12_a_refusal_costs_no_try_and_touches_no_digit()
    {
        foreach (var refused in new[] { AllWrong, A.Attempt("12ab", scan: Parcel), A.Attempt("111111", FarAway, scan: Parcel) })
        {
            var (after, verdict) = Delivery().Try(refused);
            Assert.Equal((3, 3, false), (after.TriesLeft, verdict.TriesLeft, verdict.Compared));
            Assert.Null(verdict.PresentedDigest);
        }
    }

    [Fact]
    public void R2_the_same_wrong_digits_leave_the_same_digest_across_generations()
    {
        var (after, first) = A.Delivery().Try(A.Attempt("111111"));
        var renewed = after.Reissue(A.Fresh("555555"), A.Noon).Step!.After;
        Assert.Equal(first.PresentedDigest, renewed.Judge(A.Attempt("111111")).PresentedDigest);
        Assert.NotEqual(first.PresentedDigest, renewed.Judge(A.Attempt("222222")).PresentedDigest);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(120, "")]
    [InlineData(-121, "clock_skew")]
    [InlineData(121, "clock_skew")]
    public void A_device_clock_more_than_two_minutes_off_raises_a_signal(double skewS, string expected)
    {
        var verdict = A.Delivery().Judge(A.Attempt(clockSkewS: skewS));
        Assert.Equal(skewS, verdict.ClockSkewS);
        Assert.Equal(expected, string.Join(' ', verdict.Signals.Select(signal => signal.Name)));
    }

    [Fact]
    public void Each_signal_says_what_was_seen()
    {
        var attempt = A.Attempt(fix: A.Fix(5000, ageS: 300, isMock: true), isRooted: true, clockSkewS: 300);
        var signals = A.Delivery().Judge(attempt).Signals;
        Assert.Equal(
            ["location_unverified", "place_unproven", "mock_location", "stale_fix", "clock_skew", "compromised_device"],
            signals.Select(signal => signal.Name));
        Assert.All(signals, signal => Assert.NotEmpty(signal.Detail));
        Assert.Equal([15, 45, 60, 10, 10, 40], signals.Select(signal => signal.Weight));
    }

    private static Delivery Delivery() => A.Delivery(courier: A.Courier, parcel: Parcel);
}
