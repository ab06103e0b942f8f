using CsCheck;
using DeliveryOtp.Api.Drawing;

namespace DeliveryOtp.Api.Tests.Drawing;

/// <summary>What holds of a plan wherever the door is, and whatever happened there.</summary>
public sealed class PlanPropertyTests
{
    private const double Least = 26;

    [Fact]
    public void No_two_discs_overlap_and_none_covers_the_house() => Plans.Any.Sample(
        sample =>
        {
            Point[] places = [new(Plans.Middle, Plans.Middle), .. DoorstepPlan.Of(sample.Door, sample.Entries).Discs().Select(disc => disc.Centre)];
            for (var one = 0; one < places.Length; one++)
            {
                for (var other = 0; other < one; other++)
                    Assert.True(places[one].DistanceTo(places[other]) >= Least - 1e-9, $"{places[one]} and {places[other]}");
            }
        },
        iter: 500);

    [Fact]
    public void Every_mark_is_wholly_on_the_sheet() => Plans.Any.Sample(
        sample =>
        {
            var plan = DoorstepPlan.Of(sample.Door, sample.Entries);
            Assert.All(plan.Discs().Concat(plan.Of<Ring>(Part.Dot)), ring => Assert.True(IsOnSheet(ring.Centre, ring.Radius), ring.ToString()));
            Assert.All(plan.Of<Outline>(Part.Pointer), pointer => Assert.All(pointer.Corners, corner => Assert.True(IsOnSheet(corner, 0), corner.ToString())));
        },
        iter: 500);

    [Fact]
    public void Each_fix_is_drawn_once_where_it_was_or_on_the_rim() => Plans.Any.Sample(
        sample =>
        {
            var plan = DoorstepPlan.Of(sample.Door, sample.Entries);
            int[] drawn = [.. plan.Picture.Shapes.Where(shape => shape.Look.Part is Part.Dot or Part.Pointer).Select(shape => shape.Look.Entry!.Value).Order()];
            Assert.Equal([.. sample.Entries.Where(entry => entry.Fix is not null).TakeLast(DoorstepPlan.FixLimit).Select(entry => entry.Sequence)], drawn);
            Assert.Equal(drawn.Length - plan.Discs().Length, Unnumbered(plan));

            var unitsPerMetre = plan.UnitsPerMetre(sample.Door.Radius.Value);
            var fixes = sample.Entries.ToDictionary(entry => entry.Sequence, entry => entry.Fix);
            foreach (var dot in plan.Of<Ring>(Part.Dot))
            {
                var distance = fixes[dot.Look.Entry!.Value]!.Position.DistanceTo(sample.Door.Destination).Value;
                Assert.Equal(distance * unitsPerMetre, dot.Centre.DistanceTo(new Point(Plans.Middle, Plans.Middle)), 0.1);
            }
        },
        iter: 500);

    [Fact]
    public void The_table_is_the_input() => Plans.Any.Sample(
        sample =>
        {
            var rows = DoorstepPlan.Of(sample.Door, sample.Entries).Rows;
            Assert.Equal(
                sample.Entries.Select(entry => (entry.Number, entry.Sequence, entry.Kind, entry.What, entry.At)),
                rows.Select(row => (row.Number, row.Sequence, row.Kind, row.What, row.At)));
            Assert.All(sample.Entries.Zip(rows), pair => Assert.Equal(
                pair.First.Fix is { } fix ? Lengths.Of(fix.Position.DistanceTo(sample.Door.Destination)) : "no fix",
                pair.Second.Distance));
        },
        iter: 100);

    private static bool IsOnSheet(Point middle, double radius) =>
        Math.Min(middle.X, middle.Y) - radius >= 0 && Math.Max(middle.X, middle.Y) + radius <= 2 * Plans.Middle;

    private static int Unnumbered(DoorstepPlan plan)
    {
        var note = plan.Notes.SingleOrDefault(note => note.Contains("without", StringComparison.Ordinal));
        return note switch
        {
            null => 0,
            _ when note.StartsWith("One", StringComparison.Ordinal) => 1,
            _ => int.Parse(note.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture),
        };
    }
}
