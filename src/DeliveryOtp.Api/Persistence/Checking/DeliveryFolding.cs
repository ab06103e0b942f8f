using System.Globalization;
using System.Text.Json;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Persistence.Checking;

/// <summary>Folds a delivery's journal anew, and holds the result against its rows and its order.</summary>
internal static class DeliveryFolding
{
    /// <summary>Replicas' clocks differ by less.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(1);

    /// <summary>Codes are not in the journal: that there is one is.</summary>
    private static readonly LiveCode SomeCode = new("some", [], []);

    /// <summary>Null: all is as it should be.</summary>
    public static string? FindDifference(CheckedDelivery delivery) => FindGap(delivery) ?? FoldAndCompare(delivery);

    private static string? FindGap(CheckedDelivery delivery)
    {
        var (expected, position, at) = (1, -1L, DateTimeOffset.MinValue);
        foreach (var entry in delivery.Entries)
        {
            if (entry.Sequence != expected)
                return entry.Sequence > expected ? $"entry {expected} is missing" : $"entry {entry.Sequence} is there twice";
            if (entry.Position is null && !entry.IsWaiting)
                return $"entry {entry.Sequence} has no position and does not wait for one";
            if (entry is { Position: not null, IsWaiting: true })
                return $"entry {entry.Sequence} has a position and waits for one";
            if (entry.Position is { } place && place <= position)
                return $"entry {entry.Sequence} stands at position {place}, before entry {entry.Sequence - 1}";
            if (entry.RecordedAt + ClockTolerance < at)
                return $"entry {entry.Sequence} is older than entry {entry.Sequence - 1}";
            (expected, position, at) = (expected + 1, entry.Position ?? long.MaxValue - 1, entry.RecordedAt);
        }

        return delivery.Row.Sequence == expected - 1
            ? null
            : $"the row counts {delivery.Row.Sequence} entries, the journal has {expected - 1}";
    }

    private static string? FoldAndCompare(CheckedDelivery delivery)
    {
        var state = default(Delivery);
        foreach (var entry in delivery.Entries)
        {
            try
            {
                var content = entry.Form.Read();
                var happened = StoredEvents.Of(content, entry, state);
                if ((happened is Issued) != (state is null))
                    return $"entry {entry.Sequence} is of kind {entry.Form.Kind}, and the first one alone issues a delivery";
                var before = state ?? Begin(delivery.Row, (Issued)happened, entry.RecordedAt);
                state = before.Apply(happened, SomeCode);
                if (FindMismatch(entry, content, state) is { } mismatch)
                    return mismatch;
            }
            catch (Exception exception) when (exception is JsonException or InvalidDataException or ArgumentException or NullReferenceException)
            {
                return $"entry {entry.Sequence} of kind {entry.Form.Kind} does not read: {exception.Message}";
            }
        }

        return state is null ? "it has no journal" : Compare(state, delivery);
    }

    private static Delivery Begin(Delivery row, Issued issued, DateTimeOffset at) => new()
    {
        RetailerId = row.RetailerId,
        Id = row.Id,
        OrderId = issued.OrderId,
        Destination = issued.Destination,
        Courier = issued.Courier,
        Parcel = issued.Parcel,
        Seller = issued.Seller,
        Policy = issued.Policy,
        CreatedAt = at,
        ExpiresAt = issued.ExpiresAt,
    };

    /// <summary>What an entry says of the state that it led to, and of itself in two places.</summary>
    private static string? FindMismatch(CheckedEntry entry, StoredContent content, Delivery after)
    {
        if (content is IStoredVisit visit && visit.TriesLeft != after.TriesLeft)
            return $"entry {entry.Sequence} says {visit.TriesLeft} tries are left; by the journal it is {after.TriesLeft}";
        var outcome = (content as StoredAttempted)?.Outcome;
        if (outcome != entry.Outcome)
            return $"entry {entry.Sequence} has the outcome {Name(entry.Outcome)} in its column and {Name(outcome)} in its detail";
        return entry.LinkVersion != after.LinkVersion
            ? $"entry {entry.Sequence} says link {entry.LinkVersion}; by the journal it is {after.LinkVersion}"
            : null;
    }

    private static string? Compare(Delivery folded, CheckedDelivery delivery)
    {
        var row = delivery.Row;
        (string Field, string Journal, string Row)[] fields =
        [
            ("status", Name(folded.Status), Name(row.Status)),
            ("status in the lists", Name(folded.Status), Name(delivery.ListedStatus)),
            ("order", folded.OrderId.Value, row.OrderId.Value),
            ("courier", folded.Courier?.Value ?? "", row.Courier?.Value ?? ""),
            ("parcel", folded.Parcel?.Value ?? "", row.Parcel?.Value ?? ""),
            ("destination", $"{folded.Destination}", $"{row.Destination}"),
            ("seller", $"{folded.Seller}", $"{row.Seller}"),
            ("policy", StoredPolicy.Write(folded.Policy), StoredPolicy.Write(row.Policy)),
            ("created_at", Text(folded.CreatedAt), Text(row.CreatedAt)),
            ("expires_at", Text(folded.ExpiresAt), Text(row.ExpiresAt)),
            ("generation", Text(folded.Generation), Text(row.Generation)),
            ("generations_since_unlock", Text(folded.GenerationsSinceUnlock), Text(row.GenerationsSinceUnlock)),
            ("failed_tries", Text(folded.FailedTries), Text(row.FailedTries)),
            ("unlocks", Text(folded.Unlocks), Text(row.Unlocks)),
            ("code", folded.Code is null ? "none" : "one", row.Code is null ? "none" : "one"),
            ("superseded_codes", Generations(folded), Generations(row)),
            ("signals", RowJson.Write(folded.Signals), RowJson.Write(row.Signals)),
            ("stranger_signals", RowJson.Write(folded.StrangerSignals), RowJson.Write(row.StrangerSignals)),
            ("review", $"{folded.Review}", $"{row.Review}"),
            ("visits", StoredVisits.Write(folded.Visits), StoredVisits.Write(row.Visits)),
            ("link_version", Text(folded.LinkVersion), Text(row.LinkVersion)),
            ("links_sent", Text(folded.LinksSent), Text(row.LinksSent)),
            ("open_dispute_id", $"{folded.OpenDispute}", $"{row.OpenDispute}"),
        ];
        foreach (var (field, journal, stored) in fields)
        {
            if (!string.Equals(journal, stored, StringComparison.Ordinal))
                return $"{field} is {Shown(stored)} in the row, and by the journal {Shown(journal)}";
        }

        return null;
    }

    private static string Generations(Delivery delivery) => string.Join(',', delivery.Superseded.Select(code => code.Generation));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset at) => at.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    private static string Shown(string text) => text.Length == 0 ? "nothing" : text;

    private static string Name<TEnum>(TEnum? value)
        where TEnum : struct, Enum => value is { } known ? EnumName<TEnum>.Of(known) : "none";

    private static string Name<TEnum>(TEnum value)
        where TEnum : struct, Enum => EnumName<TEnum>.Of(value);
}
