using DeliveryOtp.Api.Drawing;
using DeliveryOtp.Api.Pages.Console.Charts;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.Tests.Drawing;

/// <summary>The console's charts say what their tables say.</summary>
public sealed class ChartTests
{
    private static readonly Column[] Weeks = [.. Enumerable.Range(0, 26).Select(week => new Column(
        $"week {week}", $"{week + 1} Nov", week % 9, week % 4, week % 3, Late: week % 5 == 3 ? 1 : 0, Contested: week == 12 ? 2 : 0))];

    [Fact]
    public void The_height_of_a_part_is_its_count()
    {
        var shapes = Columns.Of("Attempts", Weeks, hasMarks: true).Picture.Shapes;
        var unit = HeightOf(Part.Accepted) / Weeks.Sum(week => week.Accepted);
        Assert.Equal(Weeks.Sum(week => week.Wrong), HeightOf(Part.Wrong) / unit, 0.5);
        Assert.Equal(Weeks.Sum(week => week.Refused), HeightOf(Part.Refused) / unit, 0.5);

        // Of each part a line is left free below the next one; the first of each part belongs to the legend.
        double HeightOf(Part part) => shapes.OfType<Block>().Where(block => block.Look.Part == part).Skip(1).Sum(block => block.Height + 1);
    }

    [Fact]
    public void Late_and_contested_are_marks_and_the_table_is_the_input()
    {
        var chart = Columns.Of("Attempts", Weeks, hasMarks: true);
        Assert.Equal(Weeks.Count(week => week.Late > 0) + 1, chart.Picture.Shapes.Count(shape => shape.Look.Part == Part.Late));
        Assert.Equal(2, chart.Picture.Shapes.Count(shape => shape.Look.Part == Part.Contested));
        Assert.Same(Weeks, chart.Rows);
        Assert.StartsWith("From week 0 to week 25: ", chart.Description, StringComparison.Ordinal);
        Assert.Contains("contested: 2.", chart.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_attempt_there_is_an_axis_and_a_sentence()
    {
        var chart = Columns.Of("Attempts", [new Column("Monday", "Mon", 0, 0, 0)], hasMarks: false);
        Assert.Equal("From Monday to Monday: no attempt.", chart.Description);
        Assert.Equal(["0", "1"], chart.Picture.Shapes.OfType<Caption>().Where(caption => caption.Align == Align.End).Select(caption => caption.Text));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(24)]
    [InlineData(26)]
    public void Labels_stand_side_by_side_on_the_sheet(int count)
    {
        var chart = Columns.Of("Attempts", [.. Weeks.Take(count)], hasMarks: false);
        var bottom = chart.Picture.Shapes.OfType<Caption>().Max(caption => caption.At.Y);
        (double Left, double Right)[] labels = [.. chart.Picture.Shapes.OfType<Caption>()
            .Where(caption => caption.At.Y == bottom)
            .Select(caption => (Half: caption.Text.Length * caption.Size * 0.3, caption.At.X))
            .Select(label => (label.X - label.Half, label.X + label.Half))
            .OrderBy(label => label.Item1)];
        Assert.NotEmpty(labels);
        Assert.All(labels, label => Assert.True(label.Left >= 0 && label.Right <= chart.Picture.Width));
        Assert.All(labels.Zip(labels.Skip(1)), pair => Assert.True(pair.First.Right < pair.Second.Left));
    }

    [Fact]
    public void A_whisker_lies_where_its_interval_does_and_the_figures_say_it()
    {
        var late = Row("late", 9, 41, fleet: 0.04);
        var chart = Whiskers.Of("Rates", [Row("refused", 3, 41, fleet: 0.06), late]);
        var dot = chart.Picture.Shapes.OfType<Ring>().Last();
        var whisker = chart.Picture.Shapes.OfType<Stroke>().Last(stroke => stroke.Look.Part == Part.Whisker && stroke.From.Y == stroke.To.Y);
        Assert.Equal(Tone.Warn, dot.Look.Tone);
        Assert.Equal((late.Rate - late.Lower) / (late.Upper - late.Lower), (dot.Centre.X - whisker.From.X) / (whisker.To.X - whisker.From.X), 0.001);
        Assert.Equal("9 of 41 = 22 % (12–37)", late.Share.Replace('\u00a0', ' '));
        Assert.Equal(("above", "no clear difference"), (late.Verdict, chart.Rows[0].Verdict));
        Assert.Contains("late ▲", chart.Picture.Shapes.OfType<Caption>().Select(caption => caption.Text));
    }

    [Fact]
    public void Under_ten_attempts_nothing_is_told()
    {
        var row = Row("wrong", 9, 9, fleet: 0.04);
        var chart = Whiskers.Of("Rates", [row]);
        Assert.Equal(("too few to tell", "9 of 9"), (row.Verdict, row.Share));
        Assert.Single(chart.Picture.Shapes.OfType<Ring>());
        Assert.Contains("too few to tell", chart.Picture.Shapes.OfType<Caption>().Select(caption => caption.Text));
    }

    [Fact]
    public void Every_text_can_be_read_on_a_small_screen() => Assert.All(
        Columns.Of("Attempts", Weeks, hasMarks: true).Picture.Shapes.Concat(Whiskers.Of("Rates", [Row("late", 1, 20, 0.1)]).Picture.Shapes).OfType<Caption>(),
        caption => Assert.True(caption.Size >= 14));

    private static Whisker Row(string name, int count, int attempts, double fleet)
    {
        var interval = WilsonInterval.Of(count, attempts);
        return new Whisker(name, count, attempts, (double)count / attempts, interval.Lower, interval.Upper, fleet);
    }
}
