namespace DeliveryOtp.Api.Pages.Console.Deliveries;

/// <summary>A group of the timeline in runs, some of them folded: of a long journal the first and the last entries stand open.</summary>
/// <param name="Group">The visit, or what lies between two.</param>
/// <param name="Runs">Its entries, and whether they are folded.</param>
public sealed record TimelineSection(TimelineGroup Group, IReadOnlyList<(IReadOnlyList<NumberedEntry> Run, bool IsFolded)> Runs)
{
    private const int LongJournal = 200;
    private const int OpenAtAnEnd = 50;

    public static IReadOnlyList<TimelineSection> Of(Timeline timeline)
    {
        var count = timeline.Entries.Count();
        var sections = new List<TimelineSection>();
        var index = 0;
        foreach (var group in timeline.Groups)
        {
            var start = index;
            index += group.Entries.Count;
            sections.Add(new TimelineSection(group, RunsOf(group.Entries, start, count)));
        }

        return sections;
    }

    private static IReadOnlyList<(IReadOnlyList<NumberedEntry> Run, bool IsFolded)> RunsOf(IReadOnlyList<NumberedEntry> entries, int start, int count)
    {
        if (count <= LongJournal)
            return [(entries, false)];
        var head = Math.Clamp(OpenAtAnEnd - start, 0, entries.Count);
        var tail = Math.Clamp(count - OpenAtAnEnd - start, head, entries.Count);
        (IReadOnlyList<NumberedEntry> Run, bool IsFolded)[] runs = [(entries.Take(head).ToArray(), false), (entries.Take(tail).Skip(head).ToArray(), true), (entries.Skip(tail).ToArray(), false)];
        return [.. runs.Where(run => run.Run.Count > 0)];
    }
}
