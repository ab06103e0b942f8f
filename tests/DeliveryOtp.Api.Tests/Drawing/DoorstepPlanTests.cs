using DeliveryOtp.Api.Drawing;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Tests.Drawing;

/// <summary>The plan of the doorstep, case by case.</summary>
public sealed class DoorstepPlanTests
{
    private static readonly Point Middle = new(Plans.Middle, Plans.Middle);

    [Fact]
    public void Without_a_fix_there_is_the_address_and_its_fence()
    {
        var plan = Plans.Of(100, Plans.Entry(1, MarkKind.Opened, fix: null, PlaceVerdict.Unverified));
        Assert.Empty(plan.Discs());
        Assert.Equal(["50 m", "N", "fence 100 m"], plan.Labels());
        Assert.Equal("No place is on record. The fence of 100 m is drawn round the address.", Plain(plan.Description));
        Assert.Equal(["1: no fix"], plan.Notes);
    }

    [Fact]
    public void A_number_stands_on_its_dot_where_there_is_room()
    {
        var plan = Plans.Of(100, Plans.Entry(1, MarkKind.Accepted, 30, 40));
        var disc = Assert.Single(plan.Discs());
        Assert.Equal(Tone.Good, disc.Look.Tone);
        Assert.Equal(Assert.Single(plan.Of<Ring>(Part.Dot)).Centre, disc.Centre);
        Assert.Empty(plan.Of<Stroke>(Part.Leader));
        Assert.True(disc.Centre.X > Plans.Middle && disc.Centre.Y < Plans.Middle, "north-east is up and to the right");
    }

    [Fact]
    public void A_number_near_the_house_or_another_moves_and_keeps_a_leader_to_its_dot()
    {
        var plan = Plans.Of(100, Plans.Entry(1, MarkKind.Opened, 40, 40), Plans.Entry(2, MarkKind.Wrong, 42, 40), Plans.Entry(3, MarkKind.Accepted, 2, 1), Plans.Entry(4, MarkKind.Refused, 0, 0));
        Assert.Equal([1, 2, 3, 4], plan.Numbers());
        var dots = plan.Of<Ring>(Part.Dot).ToDictionary(dot => dot.Look.Entry!.Value, dot => dot.Centre);
        var discs = plan.Discs().ToDictionary(disc => disc.Look.Entry!.Value, disc => disc.Centre);
        var leaders = plan.Of<Stroke>(Part.Leader).ToArray();
        Assert.Equal(3, leaders.Length);
        Assert.All(leaders, leader => Assert.Equal((dots[leader.Look.Entry!.Value], discs[leader.Look.Entry!.Value]), (leader.From, leader.To)));
    }

    [Theory]
    [InlineData(50, 0, 60, 20)]
    [InlineData(100, 0, 125, 50)]
    [InlineData(100, 180, 200, 50)]
    [InlineData(300, 850, 1000, 200)]
    [InlineData(1000, 0, 1250, 500)]
    public void The_scale_bar_is_right_and_the_longest_under_a_quarter(double radiusM, double eastM, double halfWidthM, int barM)
    {
        PlanEntry[] entries = eastM > 0 ? [Plans.Entry(1, MarkKind.Opened, eastM, 0)] : [];
        var plan = Plans.Of(radiusM, entries);
        Assert.Contains($"{barM} m", plan.Labels());
        var bar = plan.Of<Stroke>(Part.ScaleBar).MaxBy(stroke => Math.Abs(stroke.To.X - stroke.From.X))!;
        var drawn = bar.To.X - bar.From.X;
        Assert.Equal(barM * Plans.Middle / halfWidthM, drawn, 1.0);
        Assert.True(drawn < plan.Picture.Width / 4);
        foreach (var dot in plan.Of<Ring>(Part.Dot))
            Assert.Equal(eastM / barM * drawn, dot.Centre.X - Plans.Middle, 1.0);
    }

    [Fact]
    public void What_is_far_stands_on_the_rim_and_shrinks_nothing()
    {
        var plan = Plans.Of(100, Plans.Entry(1, MarkKind.Opened, 10, 10), Plans.Entry(2, MarkKind.Refused, -3000, 2940, 20, PlaceVerdict.Outside));
        Assert.Equal(Plans.Of(100).UnitsPerMetre(100), plan.UnitsPerMetre(100));
        Assert.Contains("4.2 km NW", plan.Labels());
        var disc = plan.Discs().Single(disc => disc.Look.Entry == 6).Centre;
        Assert.Equal(20, disc.X, 1.0);
        Assert.True(disc.Y < 40, "the marker is in its direction");
        Assert.Equal("1 lies inside the fence of 100 m; 2 lies 4.2 km to the north-west.", Plain(plan.Description));
    }

    [Fact]
    public void What_is_vague_shrinks_nothing_and_says_so()
    {
        var plan = Plans.Of(100, Plans.Entry(1, MarkKind.Refused, -50, 20, 350, PlaceVerdict.Unverified));
        Assert.Equal(Plans.Of(100).UnitsPerMetre(100), plan.UnitsPerMetre(100));
        Assert.Contains("± 350 m", plan.Labels());
        var circle = Assert.Single(plan.Of<Ring>(Part.Accuracy));
        Assert.Equal(350 * plan.UnitsPerMetre(100), circle.Radius, 0.1);
        Assert.EndsWith("1 is known to ± 350 m only.", Plain(plan.Description), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fix_without_accuracy_has_no_circle_and_says_so()
    {
        var plan = Plans.Of(100, Plans.Entry(1, MarkKind.Opened, new PlanFix(Plans.From(Plans.Paris, 50, 0), Accuracy: null), PlaceVerdict.Unverified));
        Assert.Empty(plan.Of<Ring>(Part.Accuracy));
        Assert.Contains("± ?", plan.Labels());
        Assert.Equal("not said", plan.Rows[0].Accuracy);
        Assert.EndsWith("1 says no accuracy.", plan.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Mock_and_stale_fixes_are_hollow()
    {
        PlanFix At(double eastM) => new(Plans.From(Plans.Paris, eastM, 0), new Metres(9));
        var plan = Plans.Of(
            100,
            Plans.Entry(1, MarkKind.Opened, At(40) with { IsMock = true }, PlaceVerdict.Unverified),
            Plans.Entry(2, MarkKind.Opened, At(-40) with { IsStale = true }, PlaceVerdict.Unverified),
            Plans.Entry(3, MarkKind.Accepted, At(-80)));
        Assert.Equal([true, true, false], plan.Discs().OrderBy(disc => disc.Look.Entry).Select(disc => disc.Look.IsHollow));
        Assert.Equal(["unverified (mock)", "unverified (stale)", "inside"], plan.Rows.Select(row => row.Verdict));
        Assert.EndsWith("1 is a mock location. 2 is not a fix of that moment.", plan.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_and_erased_places_are_named_below()
    {
        var erased = Plans.Entry(3, MarkKind.Wrong, fix: null) with { ErasedAt = new DateTimeOffset(2027, 1, 24, 3, 0, 0, TimeSpan.Zero) };
        var plan = Plans.Of(100, Plans.Entry(1, MarkKind.Opened, fix: null), Plans.Entry(2, MarkKind.Wrong, fix: null), erased);
        Assert.Equal(["1 and 2: no fix", "3: erased on 24 January 2027"], plan.Notes);
        Assert.Equal(["no fix", "no fix", "erased on 24 January 2027"], plan.Rows.Select(row => row.Distance));
    }

    [Fact]
    public void Of_fifteen_only_those_that_tell_the_story_have_numbers()
    {
        MarkKind[] kinds = [MarkKind.Opened, MarkKind.Wrong, MarkKind.Refused, MarkKind.Other];
        PlanEntry[] entries = [.. Enumerable.Range(0, 15).Select(index => Plans.Entry(index + 1, index == 14 ? MarkKind.Accepted : kinds[index % 4], -84 + (12 * index), 30))];
        entries[2] = entries[2] with { Verdict = PlaceVerdict.Outside };
        var plan = Plans.Of(100, entries);
        Assert.Equal(15, plan.Of<Ring>(Part.Dot).Count());
        Assert.Equal([1, 2, 3, 5, 6, 9, 10, 13, 14, 15], plan.Numbers());
        Assert.Equal(["5 marks are without their numbers here; the table has them."], plan.Notes);
    }

    [Fact]
    public void Of_more_than_200_the_newest_are_drawn_and_the_table_has_all()
    {
        var plan = Plans.Of(100, [.. Enumerable.Range(1, 205).Select(number => Plans.Entry(number, MarkKind.Refused, number % 80, number % 70))]);
        Assert.Equal(Enumerable.Range(6, 200).Select(number => number * 3), plan.Of<Ring>(Part.Dot).Select(dot => dot.Look.Entry!.Value).Order());
        Assert.Equal(205, plan.Rows.Count);
        Assert.Contains("Of 205 fixes, the 200 newest are drawn; the table has all.", plan.Notes);
        Assert.Equal("200 marks lie inside the fence of 100 m.", Plain(plan.Description).Replace("; 1", string.Empty, StringComparison.Ordinal).Split(';')[0].TrimEnd('.') + ".");
    }

    [Fact]
    public void Across_the_180th_meridian_east_is_to_the_right()
    {
        var plan = Plans.Of(new Position(-17, 179.9998), 100, Plans.Entry(1, MarkKind.Opened, new PlanFix(new Position(-17, -179.9998), new Metres(5))));
        var dot = Assert.Single(plan.Of<Ring>(Part.Dot)).Centre;
        Assert.Equal(42.5 * plan.UnitsPerMetre(100), dot.X - Plans.Middle, 0.5);
        Assert.Equal(("43 m", "E"), (Plain(plan.Rows[0].Distance), plan.Rows[0].Direction));
    }

    [Theory]
    [InlineData(90)]
    [InlineData(-90)]
    [InlineData(89.99995)]
    public void At_a_pole_distances_and_angles_are_those_on_the_ground(double latitude)
    {
        var door = new Position(latitude, 20);
        var away = Math.Sign(latitude) * (90 - (50 / Position.EarthRadiusMetres * 180 / Math.PI));
        PlanEntry[] entries = [.. Enumerable.Range(0, 4).Select(quarter => Plans.Entry(quarter + 1, MarkKind.Opened, new PlanFix(new Position(away, 20 + (90 * quarter)), new Metres(5))))];
        var plan = Plans.Of(door, 100, entries);
        Point[] dots = [.. plan.Of<Ring>(Part.Dot).Select(dot => dot.Centre)];
        for (var quarter = 0; quarter < 4; quarter++)
        {
            var (one, next, opposite) = (dots[quarter], dots[(quarter + 1) % 4], dots[(quarter + 2) % 4]);
            Assert.Equal(entries[quarter].Fix!.Position.DistanceTo(door).Value * plan.UnitsPerMetre(100), one.DistanceTo(Middle), 0.01);
            Assert.Equal(100 * plan.UnitsPerMetre(100), one.DistanceTo(opposite), 0.01);
            Assert.Equal(50 * Math.Sqrt(2) * plan.UnitsPerMetre(100), one.DistanceTo(next), 0.01);
        }
    }

    [Fact]
    public void Elsewhere_it_is_the_equirectangular_plane_to_20_centimetres()
    {
        for (var latitude = -60; latitude <= 60; latitude += 10)
        {
            var door = new Position(latitude, 7);
            var fix = new Position(latitude + 0.005, 7 + (0.007 / Math.Cos(double.DegreesToRadians(latitude))));
            var plan = Plans.Of(door, 400, Plans.Entry(1, MarkKind.Opened, new PlanFix(fix, new Metres(5))));
            var dot = Assert.Single(plan.Of<Ring>(Part.Dot)).Centre;
            var radians = double.DegreesToRadians(1) * Position.EarthRadiusMetres * plan.UnitsPerMetre(400);
            Assert.Equal(0.007 * radians, dot.X - Plans.Middle, 0.2 * plan.UnitsPerMetre(400));
            Assert.Equal(0.005 * radians, Plans.Middle - dot.Y, 0.2 * plan.UnitsPerMetre(400));
        }
    }

    [Fact]
    public void Every_text_can_be_read_on_a_small_screen()
    {
        var plan = Plans.Of(100, Plans.Entry(123, MarkKind.Opened, 40, 40), Plans.Entry(124, MarkKind.Refused, 4000, 40, 900));
        Assert.All(plan.Picture.Shapes.OfType<Caption>(), caption => Assert.True(caption.Size >= 14));
    }

    [Fact]
    public void The_plan_speaks_the_language_that_it_is_given()
    {
        var plan = DoorstepPlan.Of(
            new Door(Plans.Paris, new Metres(100)),
            [Plans.Entry(1, MarkKind.Refused, -4000, 0, 20, PlaceVerdict.Outside)],
            new PlanLabels("périmètre", ["N", "NE", "E", "SE", "S", "SO", "O", "NO"]));
        Assert.Contains("périmètre 100 m", plan.Labels());
        Assert.Contains("4.0 km O", plan.Labels());
    }

    private static string Plain(string text) => text.Replace('\u00a0', ' ');
}
