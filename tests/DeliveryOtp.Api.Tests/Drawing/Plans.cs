using CsCheck;
using DeliveryOtp.Api.Drawing;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Tests.Drawing;

/// <summary>Doorsteps to draw, and what can be read off a drawing.</summary>
internal static class Plans
{
    public const double Middle = 200;

    public static readonly Position Paris = new(48.8566, 2.3522);

    private static readonly DateTimeOffset Start = new(2026, 11, 24, 14, 0, 0, TimeSpan.Zero);

    /// <summary>A point so many metres from a door, found by going along a great circle.</summary>
    public static Position From(Position door, double eastM, double northM)
    {
        var (angle, arc) = (Math.Atan2(eastM, northM), double.Hypot(eastM, northM) / Position.EarthRadiusMetres);
        var (φ, λ) = (double.DegreesToRadians(door.Latitude), double.DegreesToRadians(door.Longitude));
        var φ2 = Math.Asin((Math.Sin(φ) * Math.Cos(arc)) + (Math.Cos(φ) * Math.Sin(arc) * Math.Cos(angle)));
        var λ2 = λ + Math.Atan2(Math.Sin(angle) * Math.Sin(arc) * Math.Cos(φ), Math.Cos(arc) - (Math.Sin(φ) * Math.Sin(φ2)));
        return new Position(double.RadiansToDegrees(φ2), Math.IEEERemainder(double.RadiansToDegrees(λ2), 360));
    }

    public static PlanEntry Entry(int number, MarkKind kind, PlanFix? fix, PlaceVerdict verdict = PlaceVerdict.Inside) =>
        new(number, number * 3, kind, kind.ToString(), Start.AddMinutes(number), verdict, fix);

    public static PlanEntry Entry(int number, MarkKind kind, double eastM, double northM, double accuracyM = 10, PlaceVerdict verdict = PlaceVerdict.Inside) =>
        Entry(number, kind, new PlanFix(From(Paris, eastM, northM), new Metres(accuracyM)), verdict);

    /// <summary>Visits of every kind round any door of the world, from none to more than can be drawn.</summary>
    public static Gen<(Door Door, PlanEntry[] Entries)> Any { get; } =
        from latitude in Gen.Frequency((4, Gen.Double[-90, 90]), (1, Gen.OneOf(Gen.Const(90.0), Gen.Const(-90.0), Gen.Const(89.9999), Gen.Const(0.0))))
        from longitude in Gen.Frequency((4, Gen.Double[-180, 180]), (1, Gen.OneOf(Gen.Const(180.0), Gen.Const(-180.0), Gen.Const(179.99999))))
        from radiusM in Gen.Int[50, 1000]
        let door = new Position(latitude, longitude)
        from count in Gen.Frequency((6, Gen.Int[0, 30]), (1, Gen.Int[180, 230]))
        from fixes in AnyFix(door).Array[count]
        from kinds in Gen.Enum<MarkKind>().Array[count]
        from verdicts in Gen.Enum<PlaceVerdict>().Array[count]
        select (
            new Door(door, new Metres(radiusM)),
            fixes.Select((fix, index) => Entry(index + 1, kinds[index], fix, verdicts[index])).ToArray());

    public static DoorstepPlan Of(double radiusM, params PlanEntry[] entries) => Of(Paris, radiusM, entries);

    public static DoorstepPlan Of(Position door, double radiusM, params PlanEntry[] entries) =>
        DoorstepPlan.Of(new Door(door, new Metres(radiusM)), entries);

    public static Ring[] Discs(this DoorstepPlan plan) => [.. plan.Of<Ring>(Part.Disc)];

    public static int[] Numbers(this DoorstepPlan plan) =>
        [.. plan.Of<Caption>(Part.Number).Select(number => int.Parse(number.Text, System.Globalization.CultureInfo.InvariantCulture)).Order()];

    public static string[] Labels(this DoorstepPlan plan) => [.. plan.Of<Caption>(Part.Label).Select(label => label.Text.Replace('\u00a0', ' '))];

    public static IEnumerable<TShape> Of<TShape>(this DoorstepPlan plan, Part part)
        where TShape : Shape => plan.Picture.Shapes.OfType<TShape>().Where(shape => shape.Look.Part == part);

    public static double UnitsPerMetre(this DoorstepPlan plan, double radiusM) => Assert.Single(plan.Of<Ring>(Part.Fence)).Radius / radiusM;

    private static Gen<PlanFix?> AnyFix(Position door) => Gen.Frequency(
        (8, Fix(door, Gen.Double[-40, 40])),
        (4, Fix(door, Gen.Double[-900, 900])),
        (2, Fix(door, Gen.Double[-20_000, 20_000])),
        (1, Fix(door, Gen.Const(0.0))),
        (1, Gen.Const((PlanFix?)null)));

    private static Gen<PlanFix?> Fix(Position door, Gen<double> offsetM) =>
        from east in offsetM
        from north in offsetM
        from accuracy in Gen.Frequency((6, Gen.Double[0, 60].Select(metres => (Metres?)new Metres(metres))), (1, Gen.Const((Metres?)new Metres(450))), (1, Gen.Const((Metres?)null)))
        from spoilt in Gen.Int[0, 5]
        select (PlanFix?)new PlanFix(From(door, east, north), accuracy, IsMock: spoilt == 0, IsStale: spoilt == 1);
}
