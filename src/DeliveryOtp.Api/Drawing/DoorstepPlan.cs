namespace DeliveryOtp.Api.Drawing;

/// <summary>
/// Where a courier's device said it was, round the door: a picture, the same in sentences and as a table. Pure geometry: no
/// map, no canvas, no language but the labels'.
/// </summary>
/// <param name="Picture">For any canvas; north is up, always.</param>
/// <param name="Title">What it is.</param>
/// <param name="Description">What it shows, in sentences.</param>
/// <param name="Rows">One an entry, whether drawn or not, in the order given.</param>
/// <param name="Notes">What the picture leaves out; to be shown below it.</param>
public sealed record DoorstepPlan(
    Picture Picture,
    string Title,
    string Description,
    IReadOnlyList<PlanRow> Rows,
    IReadOnlyList<string> Notes)
{
    /// <summary>Of more, the newest are drawn.</summary>
    public const int FixLimit = 200;

    public static DoorstepPlan Of(Door door, IReadOnlyList<PlanEntry> entries) => Of(door, entries, PlanLabels.English);

    /// <param name="door">The middle of the picture.</param>
    /// <param name="entries">Arrivals and attempts, oldest first.</param>
    /// <param name="labels">The words in the picture.</param>
    public static DoorstepPlan Of(Door door, IReadOnlyList<PlanEntry> entries, PlanLabels labels)
    {
        LocatedEntry[] located = [.. entries.Where(entry => entry.Fix is not null)
            .Select(entry => LocatedEntry.Of(entry, entry.Fix!, door.Destination))];
        LocatedEntry[] drawn = [.. located.TakeLast(FixLimit)];
        var painting = new PlanPainting(door, PlanScale.Of(door.Radius, drawn), labels);
        painting.Paint(drawn);
        return new DoorstepPlan(
            painting.Finish(),
            PlanWords.Title,
            PlanWords.Describe(door, drawn),
            [.. entries.Select(entry => PlanRow.Of(entry, door.Destination, labels))],
            PlanNotes.Of(entries, located.Length, painting.WithoutNumber));
    }
}
