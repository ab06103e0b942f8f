using DeliveryOtp.Api.AuditTrail;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Tests.AuditTrail;

/// <summary>No point of a circle lies in a cell that is left out.</summary>
public sealed class PlaceGridTests
{
    [Theory]
    [InlineData(100, 1, 5_000)]
    [InlineData(6, 5_000, 50_000)]
    public void Every_point_of_a_circle_is_in_one_of_its_cells(int perDegree, int leastMetres, int mostMetres)
    {
        var random = new Random(perDegree);
        var grid = new PlaceGrid(perDegree);
        for (var i = 0; i < 2_000; i++)
        {
            var centre = new Position((random.NextDouble() * 150) - 75, (random.NextDouble() * 360) - 180);
            var circle = new Circle(centre, new Metres(leastMetres + (random.NextDouble() * (mostMetres - leastMetres))));
            if (grid.Covering(circle.Box(), circle.Centre, circle.Radius) is not { } cells)
                continue;

            for (var j = 0; j < 50; j++)
            {
                var point = PointWithin(circle, random);
                Assert.Contains(CellOf(point, perDegree), cells.All);
            }
        }
    }

    [Fact]
    public void Corners_that_the_circle_does_not_touch_are_left_out()
    {
        var circle = new Circle(new Position(48.855, 2.355), new Metres(5_000));
        var cells = PlaceGrid.Fine.Covering(circle.Box(), circle.Centre, circle.Radius)!;
        Assert.InRange(cells.All.Length, 90, 135);
        Assert.DoesNotContain(CellOf(new Position(48.855 + 0.0445, 2.355 + 0.0675), perDegree: 100), cells.All);
        Assert.InRange(cells.Inside.Length, 50, cells.All.Length - 20);
        Assert.Contains(CellOf(circle.Centre, perDegree: 100), cells.Inside);
    }

    /// <summary>As the generated column computes it.</summary>
    private static int CellOf(Position point, int perDegree) =>
        ((int)Math.Floor((point.Latitude + 90) * perDegree) * ((360 * perDegree) + 1)) + (int)Math.Floor((point.Longitude + 180) * perDegree);

    private static Position PointWithin(Circle circle, Random random)
    {
        while (true)
        {
            var box = circle.Box();
            var (west, east) = box.Widths[random.Next(box.Widths.Count)];
            var point = new Position(
                box.South + (random.NextDouble() * (box.North - box.South)),
                west + (random.NextDouble() * (east - west)));
            if (circle.Centre.DistanceTo(point) <= circle.Radius)
                return point;
        }
    }
}
