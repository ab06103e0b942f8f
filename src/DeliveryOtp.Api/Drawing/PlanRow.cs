using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Drawing;

/// <summary>A line of the plan's table: what the picture shows and what it can't, for reading.</summary>
/// <param name="Number">As in the plan.</param>
/// <param name="Sequence">Of the journal entry that the number leads to.</param>
/// <param name="Kind">What the mark looks like.</param>
/// <param name="What">What came of it.</param>
/// <param name="At">The server's clock.</param>
/// <param name="Distance">From the door; "no fix" and "erased on …" where there is none.</param>
/// <param name="Accuracy">± 14 m; empty without a fix.</param>
/// <param name="Direction">One of eight points, from the door; empty without a fix and on the spot.</param>
/// <param name="Verdict">What the place gate said, and what spoils the fix.</param>
public sealed record PlanRow(
    int Number,
    int Sequence,
    MarkKind Kind,
    string What,
    DateTimeOffset At,
    string Distance,
    string Accuracy,
    string Direction,
    string Verdict)
{
    private const double SpotM = 1;

    internal static PlanRow Of(PlanEntry entry, Position door, PlanLabels labels)
    {
        if (entry.Fix is not { } fix)
            return Of(entry, entry.ErasedAt is { } at ? PlanNotes.ErasedOn(at) : PlanNotes.NoFix, string.Empty, string.Empty);

        var bearing = Bearing.Of(door, fix.Position);
        return Of(
            entry,
            Lengths.Of(bearing.Distance),
            fix.Accuracy is { } accuracy ? Lengths.Around(accuracy) : "not said",
            bearing.Distance.Value < SpotM ? string.Empty : labels.Points[bearing.Octant]);
    }

    private static PlanRow Of(PlanEntry entry, string distance, string accuracy, string direction) =>
        new(entry.Number, entry.Sequence, entry.Kind, entry.What, entry.At, distance, accuracy, direction, VerdictOf(entry));

    private static string VerdictOf(PlanEntry entry)
    {
        string[] spoilt = [.. entry.Fix is { IsMock: true } ? ["mock"] : Array.Empty<string>(), .. entry.Fix is { IsStale: true } ? ["stale"] : Array.Empty<string>()];
        var verdict = EnumName<PlaceVerdict>.Of(entry.Verdict);
        return spoilt.Length == 0 ? verdict : $"{verdict} ({string.Join(", ", spoilt)})";
    }
}
