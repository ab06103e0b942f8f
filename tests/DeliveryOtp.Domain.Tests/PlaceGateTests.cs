using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Domain.Tests;

public sealed class PlaceGateTests
{
    private static readonly Metres Radius = new(100);

    [Theory]
    [InlineData(0, 10, PlaceVerdict.Inside)]
    [InlineData(109, 10, PlaceVerdict.Inside)]
    [InlineData(111, 10, PlaceVerdict.Outside)] // 111 − 10 > 100
    [InlineData(149, 50, PlaceVerdict.Inside)] // the allowance is the accuracy …
    [InlineData(151, 50, PlaceVerdict.Outside)]
    [InlineData(149, 100, PlaceVerdict.Inside)] // … but 50 m at most
    [InlineData(151, 100, PlaceVerdict.Unverified)] // 151 − 100 is not > 100
    [InlineData(199, 100, PlaceVerdict.Unverified)]
    [InlineData(201, 100, PlaceVerdict.Outside)]
    [InlineData(0, 100.1, PlaceVerdict.Unverified)] // too inaccurate to say anything
    [InlineData(200, 100.1, PlaceVerdict.Unverified)] // 200 − 100.1 is not > 100
    [InlineData(5000, 100.1, PlaceVerdict.Outside)] // the whole circle excludes the door, whatever its size
    [InlineData(4800, 1414, PlaceVerdict.Outside)]
    [InlineData(1500, 1414, PlaceVerdict.Unverified)]
    public void R10_inside_outside_or_neither(double distanceM, double accuracyM, PlaceVerdict expected) =>
        Assert.Equal(expected, PlaceGate.Assess(A.Door, Radius, A.Fix(distanceM, accuracyM), A.Noon).Verdict);

    [Theory]
    [InlineData(60, PlaceVerdict.Inside)]
    [InlineData(60.001, PlaceVerdict.Unverified)]
    [InlineData(-60, PlaceVerdict.Inside)]
    [InlineData(-60.001, PlaceVerdict.Unverified)] // from the future: to either side
    public void R10_a_fix_is_fresh_for_60_seconds(double ageS, PlaceVerdict expected) =>
        Assert.Equal(expected, PlaceGate.Assess(A.Door, Radius, A.Fix(ageS: ageS), A.Noon).Verdict);

    [Fact]
    public void R10_a_mock_or_missing_fix_is_unverified()
    {
        Assert.Equal(PlaceVerdict.Unverified, PlaceGate.Assess(A.Door, Radius, A.Fix(isMock: true), A.Noon).Verdict);
        var missing = PlaceGate.Assess(A.Door, Radius, fix: null, A.Noon);
        Assert.Equal((PlaceVerdict.Unverified, null), (missing.Verdict, missing.Distance));
    }

    [Theory]
    [InlineData(48.85661, 2.35222, 51.50073, -0.12463, 342_811)] // Paris – London, by the spherical law of cosines
    [InlineData(0, 179.999, 0, -179.999, 222.4)] // across the antimeridian
    [InlineData(90, 0, 90, 120, 0)] // all longitudes meet at a pole
    [InlineData(0, 0, 0, 180, 20_015_115)] // antipodes
    public void Distance_is_the_great_circle(double lat1, double lon1, double lat2, double lon2, double expectedM)
    {
        var distance = new Position(lat1, lon1).DistanceTo(new Position(lat2, lon2)).Value;
        Assert.InRange(distance, expectedM * 0.999, (expectedM * 1.001) + 0.001);
    }
}
