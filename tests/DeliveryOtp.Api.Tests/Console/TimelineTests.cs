using DeliveryOtp.Api.Pages.Console;
using DeliveryOtp.Api.Pages.Console.Deliveries;

namespace DeliveryOtp.Api.Tests.Console;

public sealed class TimelineTests
{
    [Fact]
    public void Entries_are_grouped_by_visit_and_those_with_a_place_are_numbered()
    {
        var timeline = new Play().Arrives("14:00").IsLookedAt("14:05").Settles("14:11").Types(Play.Right, "16:05", metresNorth: 4200)
            .Arrives("18:28").Types(Play.Right, "18:30").Contests("18:41").Tell().Timeline;
        Assert.Equal(
            [
                " issued",
                "1 1.arrived session_closed",
                " 2.attempted",
                "2 renewed 3.arrived 4.attempted",
                " contested dispute_opened",
            ],
            timeline.Groups.Select(group => $"{group.Visit?.Number} {string.Join(' ', group.Entries.Select(NameOf))}"));
        Assert.Single(timeline.Looks);
    }

    [Fact]
    public void A_visit_ends_when_its_time_was_up_and_not_when_somebody_noticed()
    {
        var visit = new Play().Arrives("14:00").Settles("17:00").Tell().Timeline.Visits.Single().Visit!;
        Assert.Equal((VisitEnd.Time, TimeSpan.FromMinutes(10)), (visit.End, visit.Until - visit.From));
    }

    [Fact]
    public void A_series_of_strangers_is_folded_and_drowns_nothing()
    {
        var play = new Play();
        for (var minute = 10; minute < 20; minute++)
            play.Types("111111", $"12:{minute}", courier: "crr-666");
        var sections = TimelineSection.Of(play.Arrives("14:00").Tell().Timeline);
        Assert.Equal(
            ["1 ", "10 10 refusals of couriers who may not deliver this parcel", "1 "],
            sections.SelectMany(section => section.Runs).Select(run => $"{run.Entries.Count} {run.Summary}"));
    }

    [Fact]
    public void Of_a_long_journal_the_first_and_the_last_fifty_entries_stand_open()
    {
        var play = new Play().Arrives("10:00");
        for (var hour = 11; hour < 21; hour++)
        {
            play.Arrives($"{hour}:00");
            for (var second = 10; second < 60; second += 2)
                play.Types("1", $"{hour}:01:{second}");
        }

        var timeline = play.Tell().Timeline;
        var runs = TimelineSection.Of(timeline).SelectMany(section => section.Runs).ToArray();
        Assert.Equal(timeline.Entries.Count(), runs.Sum(run => run.Entries.Count));
        Assert.Equal(100, runs.Where(run => run.Summary is null).Sum(run => run.Entries.Count));
        Assert.Null(runs[0].Summary);
        Assert.Null(runs[^1].Summary);
        Assert.All(runs.Where(run => run.Summary is not null), run => Assert.EndsWith(" more entries", run.Summary, StringComparison.Ordinal));
    }

    [Fact]
    public void Devices_stand_side_by_side_and_what_differs_is_marked()
    {
        var devices = DeviceTable.Of(new Play().Arrives("14:00").Types("111111", "14:01", device: "galaxy").Types(Play.Right, "14:02").Tell().Timeline);
        Assert.Equal(["pixel 1 3", "galaxy 2"], devices.Columns.Select(column => $"{column.Id} {string.Join(' ', column.Made.Select(made => made.Number))}"));
        Assert.Equal(
            ["Device id: pixel, other galaxy", "Model: pixel, other galaxy", "Rooted: no, no"],
            devices.Rows.Where(row => row.Property is "Device id" or "Model" or "Rooted")
                .Select(row => $"{row.Property}: {string.Join(", ", row.Cells.Select(cell => $"{(cell.IsOther ? "other " : string.Empty)}{cell.Text}"))}"));
    }

    private static string NameOf(NumberedEntry entry) => entry.Number is { } number ? $"{number}.{entry.Entry.Kind}" : entry.Entry.Kind;
}
