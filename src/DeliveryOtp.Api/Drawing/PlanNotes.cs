using System.Globalization;
using static System.FormattableString;

namespace DeliveryOtp.Api.Drawing;

/// <summary>What the picture leaves out, said below it.</summary>
internal static class PlanNotes
{
    public const string NoFix = "no fix";

    public static string ErasedOn(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"erased on {at.UtcDateTime:d MMMM yyyy}");

    /// <param name="entries">All of them.</param>
    /// <param name="located">How many have a fix.</param>
    /// <param name="withoutNumber">How many dots got no number.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<PlanEntry> entries, int located, int withoutNumber)
    {
        List<string> notes = [];
        int[] missing = [.. entries.Where(entry => entry is { Fix: null, ErasedAt: null }).Select(entry => entry.Number)];
        if (missing.Length > 0)
            notes.Add($"{NumberList.Of(missing)}: {NoFix}");
        notes.AddRange(entries
            .Where(entry => entry is { Fix: null, ErasedAt: not null })
            .GroupBy(entry => ErasedOn(entry.ErasedAt!.Value), entry => entry.Number, StringComparer.Ordinal)
            .Select(erased => $"{NumberList.Of(erased)}: {erased.Key}"));
        if (located > DoorstepPlan.FixLimit)
            notes.Add(Invariant($"Of {located} fixes, the {DoorstepPlan.FixLimit} newest are drawn; the table has all."));
        if (withoutNumber > 0)
            notes.Add(withoutNumber == 1 ? "One mark is without its number here; the table has it." : Invariant($"{withoutNumber} marks are without their numbers here; the table has them."));
        return notes;
    }
}
