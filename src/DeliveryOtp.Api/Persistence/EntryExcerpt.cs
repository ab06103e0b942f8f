using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Places;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>
/// A journal entry for eyes that may see what happened and what came of it. Who did it, on which device and where exactly is
/// not read at all: what is not here can't get out.
/// </summary>
/// <param name="Sequence">Its place in the delivery's journal.</param>
/// <param name="Kind">As the journal calls it.</param>
/// <param name="RecordedAt">The server's clock.</param>
/// <param name="Outcome">Of an arrival or attempt.</param>
/// <param name="Verdict">Likewise: what the place gate said.</param>
/// <param name="IsStranger">Likewise: refused, and of a courier who may not deliver the parcel (R18).</param>
public sealed record EntryExcerpt(
    int Sequence,
    string Kind,
    DateTimeOffset RecordedAt,
    string? Outcome,
    PlaceVerdict? Verdict,
    bool IsStranger)
{
    /// <summary>In the order in which <see cref="Read"/> reads them.</summary>
    internal const string Names = "j.sequence, j.kind, j.recorded_at, j.detail->>'outcome', j.detail#>>'{location,verdict}', j.is_stranger";

    internal static EntryExcerpt Of(Readers.StoredEntry entry)
    {
        var facts = entry.Kind is Rows.JournalRow.AttemptedKind or Rows.JournalRow.ArrivedKind
            ? RowJson.Read<VisitFacts>(entry.Detail)
            : new VisitFacts(Outcome: null, Location: null);
        return new(entry.Sequence, entry.Kind, entry.RecordedAt, facts.Outcome, facts.Location?.Verdict, entry.IsStranger);
    }

    private sealed record VisitFacts(string? Outcome, PlaceFacts? Location);

    private sealed record PlaceFacts(PlaceVerdict? Verdict);

    /// <param name="row">The row to read.</param>
    /// <param name="first">Where <see cref="Names"/> begin in it.</param>
    internal static EntryExcerpt Read(NpgsqlDataReader row, int first) => new(
        row.GetInt32(first),
        row.GetString(first + 1),
        row.GetFieldValue<DateTimeOffset>(first + 2),
        row.IsDBNull(first + 3) ? null : row.GetString(first + 3),
        row.IsDBNull(first + 4) ? null : EnumName<PlaceVerdict>.Parse(row.GetString(first + 4)),
        row.GetBoolean(first + 5));
}
