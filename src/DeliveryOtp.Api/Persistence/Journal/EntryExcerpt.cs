using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Places;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Journal;

/// <summary>
/// A journal entry for eyes that may see what happened and what came of it. Who did it, on which device and where exactly is
/// not read at all: what is not here can't get out.
/// </summary>
/// <param name="Sequence">Its place in the delivery's journal.</param>
/// <param name="Kind">Null: a newer version wrote it, and this one doesn't know it.</param>
/// <param name="RecordedAt">The server's clock.</param>
/// <param name="Outcome">Of an arrival or attempt.</param>
/// <param name="Verdict">Likewise: what the place gate said.</param>
/// <param name="IsStranger">Likewise: refused, and of a courier who may not deliver the parcel (R18).</param>
public sealed record EntryExcerpt(
    int Sequence,
    EntryKind? Kind,
    DateTimeOffset RecordedAt,
    string? Outcome,
    PlaceVerdict? Verdict,
    bool IsStranger)
{
    /// <summary>In the order in which <see cref="Read"/> reads them.</summary>
    internal const string Names =
        $"j.sequence, j.kind, j.recorded_at, j.{StoredPath.Outcome}, j.{StoredPath.PlaceVerdict}, j.is_stranger";

    internal static EntryExcerpt Of(Readers.StoredEntry entry)
    {
        var visit = entry.EntryKind is EntryKind.Arrived or EntryKind.Attempted ? (IStoredVisit)entry.Content : null;
        var outcome = visit switch
        {
            StoredAttempted attempted => EnumName<AttemptOutcome>.Of(attempted.Outcome),
            StoredArrived arrived => EnumName<ArrivalOutcome>.Of(arrived.Outcome),
            _ => null,
        };
        return new(entry.Sequence, entry.EntryKind, entry.RecordedAt, outcome, visit?.Location.Verdict, entry.IsStranger);
    }

    /// <param name="row">The row to read.</param>
    /// <param name="first">Where <see cref="Names"/> begin in it.</param>
    internal static EntryExcerpt Read(NpgsqlDataReader row, int first) => new(
        row.GetInt32(first),
        KindName.Find(row.GetString(first + 1)),
        row.GetFieldValue<DateTimeOffset>(first + 2),
        row.IsDBNull(first + 3) ? null : row.GetString(first + 3),
        row.IsDBNull(first + 4) ? null : EnumName<PlaceVerdict>.Parse(row.GetString(first + 4)),
        row.GetBoolean(first + 5));
}
