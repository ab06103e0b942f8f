using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace DeliveryOtp.Api.Deliveries;

/// <summary>A retailer's deliveries that pass every filter, newest first.</summary>
internal sealed class NewestDeliveries(DeliveryOtpDbContext database, CodeKeyRing keys, RetailerId retailer)
{
    private static readonly string Looks = KindName.Of(EntryKind.Viewed);

    public IQueryable<DeliveryRow> Find(DeliveryQuery query, Guid? before, DateTimeOffset now)
    {
        var rows = WithStatus(WithRecipient(database.Deliveries.Where(row => row.RetailerId == retailer.Value), query), query.Statuses, now);
        if (before is { } bound)
            rows = rows.Where(row => row.Id < bound);
        if (query.OrderId is { } order)
            rows = rows.Where(row => row.OrderId == order);
        if (query.OrderIdPrefix is { } prefix)
            rows = rows.Where(row => row.OrderId.StartsWith(prefix));
        if (query.CourierId is { } courier)
            rows = rows.Where(row => row.CourierId == courier);
        if (query.Review is { } review)
            rows = rows.Where(row => row.Review == review);
        if (query.FromTime is { } from)
            rows = rows.Where(row => row.CreatedAt >= from);
        if (query.ToTime is { } to)
            rows = rows.Where(row => row.CreatedAt < to);
        if (query.UpdatedSinceTime is { } since)
            rows = UpdatedSince(rows, since);
        return rows.OrderByDescending(row => row.Id);
    }

    /// <summary>With the time of its last entry: the journal says, so that no visit has to keep another column.</summary>
    public IQueryable<UpdatedDelivery> Updated(IQueryable<DeliveryRow> rows) => rows.Select(row => new UpdatedDelivery
    {
        Id = row.Id,
        UpdatedAt = database.Journal
            .Where(entry => entry.RetailerId == row.RetailerId && entry.DeliveryId == row.Id && entry.Kind != Looks)
            .OrderByDescending(entry => entry.Sequence)
            .Select(entry => entry.RecordedAt)
            .First(),
    });

    private IQueryable<DeliveryRow> WithRecipient(IQueryable<DeliveryRow> rows, DeliveryQuery query)
    {
        if (query.RecipientEmail is { } email)
        {
            var digests = keys.DigestContactUnderEach(retailer, email);
            rows = rows.Where(row => digests.Contains(row.EmailDigest!));
        }

        if (query.RecipientPhone is { } phone)
        {
            var digests = keys.DigestContactUnderEach(retailer, phone);
            rows = rows.Where(row => digests.Contains(row.PhoneDigest!));
        }

        return rows;
    }

    /// <summary>An open delivery past its expiry is an expired one that nobody has touched since.</summary>
    private static IQueryable<DeliveryRow> WithStatus(IQueryable<DeliveryRow> rows, DeliveryStatus[] statuses, DateTimeOffset now)
    {
        DeliveryStatus[] open = [.. statuses.Where(status => status.IsOpen())];
        return (statuses, open, statuses.Contains(DeliveryStatus.Expired)) switch
        {
            ([], _, _) => rows,
            ([var only], [_], _) => rows.Where(row => row.Status == only && row.ExpiresAt > now),
            ([var only], [], false) => rows.Where(row => row.Status == only),
            (_, [], false) => rows.Where(row => statuses.Contains(row.Status)),
            (_, _, false) => rows.Where(row => statuses.Contains(row.Status) && (row.ExpiresAt > now || !OpenStatus.All.Contains(row.Status))),
            (_, _, true) => rows.Where(row => OpenStatus.All.Contains(row.Status)
                ? row.ExpiresAt <= now || open.Contains(row.Status)
                : statuses.Contains(row.Status)),
        };
    }

    /// <summary>Those of the entries since then; time's own work stands there some seconds after it was done.</summary>
    private IQueryable<DeliveryRow> UpdatedSince(IQueryable<DeliveryRow> rows, DateTimeOffset since)
    {
        var touched = database.Journal
            .Where(entry => entry.RetailerId == retailer.Value && entry.RecordedAt >= since && entry.Kind != Looks)
            .Select(entry => entry.DeliveryId);
        return rows.Where(row => touched.Contains(row.Id));
    }
}

/// <summary>A delivery, and when something happened to it last.</summary>
internal sealed class UpdatedDelivery
{
    public required Guid Id { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
