using System.Globalization;

namespace DeliveryOtp.Api.Pages.Console.Deliveries;

/// <summary>
/// A group of the timeline in runs, some of them folded: of a long journal the first and the last entries stand open, and a series
/// of refusals of couriers who may not deliver the parcel drowns nothing (R18).
/// </summary>
/// <param name="Group">The visit, or what lies between two.</param>
/// <param name="Runs">Its entries.</param>
public sealed record TimelineSection(TimelineGroup Group, IReadOnlyList<TimelineRun> Runs)
{
    private const int LongJournal = 200;
    private const int OpenAtAnEnd = 50;
    private const int StrangerLimit = 3;

    public static IReadOnlyList<TimelineSection> Of(Timeline timeline)
    {
        var count = timeline.Entries.Count();
        var sections = new List<TimelineSection>();
        var index = 0;
        foreach (var group in timeline.Groups)
        {
            sections.Add(new TimelineSection(group, [.. RunsOf(group.Entries, index, count)]));
            index += group.Entries.Count;
        }

        return sections;
    }

    private static IEnumerable<TimelineRun> RunsOf(IReadOnlyList<NumberedEntry> entries, int start, int count)
    {
        var head = count <= LongJournal ? entries.Count : Math.Clamp(OpenAtAnEnd - start, 0, entries.Count);
        var tail = count <= LongJournal ? entries.Count : Math.Clamp(count - OpenAtAnEnd - start, head, entries.Count);
        return
        [
            .. WithoutCrowds([.. entries.Take(head)]),
            .. tail > head ? [new TimelineRun([.. entries.Take(tail).Skip(head)], $"{Number(tail - head)} more entries")] : Array.Empty<TimelineRun>(),
            .. WithoutCrowds([.. entries.Skip(tail)]),
        ];
    }

    private static IEnumerable<TimelineRun> WithoutCrowds(NumberedEntry[] entries)
    {
        List<NumberedEntry> open = [];
        for (var i = 0; i < entries.Length;)
        {
            NumberedEntry[] strangers = [.. entries.Skip(i).TakeWhile(entry => entry.Entry.IsStranger)];
            if (strangers.Length > StrangerLimit)
            {
                if (open.Count > 0)
                    yield return new TimelineRun(open);
                open = [];
                yield return new TimelineRun(strangers, $"{Number(strangers.Length)} refusals of couriers who may not deliver this parcel");
                i += strangers.Length;
                continue;
            }

            open.Add(entries[i++]);
        }

        if (open.Count > 0)
            yield return new TimelineRun(open);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Entries">Oldest first.</param>
/// <param name="Summary">What stands for them while they are folded; null: they stand open.</param>
public sealed record TimelineRun(IReadOnlyList<NumberedEntry> Entries, string? Summary = null);
