using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>
/// What somebody has in front of them, without knowing what it is: an order, a courier, a device, a delivery, or the address or number of a
/// recipient, whose orders are found. Ids only; support's
/// look-up leaves a trace before it shows anything.
/// </summary>
public sealed class LookupQueries(DeliveryOtpDbContext database, SupportReads reads, CodeKeyRing keys, TimeProvider time)
{
    private const int MaxHits = 8;

    /// <summary>Of a shorter text too much is the beginning.</summary>
    private const int ShortestBeginning = 4;

    /// <summary>
    /// How far an index is read from where the text would stand. What begins with a text follows it without a gap where the
    /// database sorts by bytes; in another collation something else may lie between, and what lies further is not found.
    /// </summary>
    private const int Reach = 64;

    /// <summary>At most eight, of every kind some; the exact ones first.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="retailer">Whose records.</param>
    /// <param name="text">1–128 characters, normalized.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<IReadOnlyList<LookupHit>> FindAsync(Actor actor, RetailerId retailer, string text, CancellationToken cancel)
    {
        List<LookupHit> found =
        [
            .. await OfAsync(LookupKind.Order, text, Orders(retailer, text), cancel),
            .. await OfRecipientAsync(retailer, text, cancel),
            .. await CouriersAsync(retailer, text, cancel),
            .. await OfAsync(LookupKind.Device, text, Subjects(retailer, HandOverRow.Device, text), cancel),
            .. await DeliveryAsync(retailer, text, cancel),
        ];
        LookupHit[] hits = [.. found.OrderByDescending(hit => hit.IsExact).ThenBy(hit => hit.Rank).ThenBy(hit => hit.Kind).Take(MaxHits)
            .OrderBy(hit => hit.Kind).ThenBy(hit => hit.Rank)];
        var filters = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["text"] = [IsContact(text) ? Search.Shorten(text) : text] };
        await reads.SearchAsync(new Search(RecordId.Next(time.Now()), actor, retailer, "lookup", filters), hits.Length, cancel);
        return hits;
    }

    /// <summary>One who is assigned and has not been anywhere yet is a courier, too.</summary>
    private async Task<IReadOnlyList<LookupHit>> CouriersAsync(RetailerId retailer, string text, CancellationToken cancel)
    {
        var hits = await OfAsync(LookupKind.Courier, text, Subjects(retailer, HandOverRow.Courier, text), cancel);
        return !hits.Any(hit => hit.IsExact)
            && await database.Deliveries.AnyAsync(row => row.RetailerId == retailer.Value && row.CourierId == text, cancel)
                ? [new LookupHit(LookupKind.Courier, text, IsExact: true, Rank: 0), .. hits]
                : hits;
    }

    private static async Task<IReadOnlyList<LookupHit>> OfAsync(LookupKind kind, string text, IQueryable<string> ids, CancellationToken cancel)
    {
        var following = await ids.Take(text.Length < ShortestBeginning ? 1 : Reach).ToListAsync(cancel);
        return [.. following
            .Where(id => text.Length < ShortestBeginning ? id == text : id.StartsWith(text, StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(id => id == text)
            .Take(MaxHits)
            .Select((id, rank) => new LookupHit(kind, id, id == text, rank))];
    }

    /// <summary>The newest orders of whoever is reached so.</summary>
    private async Task<IEnumerable<LookupHit>> OfRecipientAsync(RetailerId retailer, string text, CancellationToken cancel)
    {
        if (!IsContact(text))
            return [];
        var digests = keys.DigestContactUnderEach(retailer, text);
        var orders = await database.Deliveries
            .Where(row => row.RetailerId == retailer.Value && (digests.Contains(row.EmailDigest!) || digests.Contains(row.PhoneDigest!)))
            .OrderByDescending(row => row.Id)
            .Select(row => row.OrderId)
            .Take(MaxHits)
            .ToListAsync(cancel);
        return orders.Distinct(StringComparer.Ordinal).Select((order, rank) => new LookupHit(LookupKind.Order, order, IsExact: true, rank));
    }

    private static bool IsContact(string text) => text.Contains('@') || (text[0] == '+' && text.Skip(1).All(char.IsAsciiDigit));

    /// <summary>In the order of the bytes, which is that of its index in every database.</summary>
    private IQueryable<string> Orders(RetailerId retailer, string text) => database.Database.SqlQuery<string>(
        $"""
        select order_id as "Value" from deliveryotp.deliveries
        where retailer_id = {retailer.Value} and order_id ~>=~ {text}
        order by order_id using ~<~
        """);

    private IQueryable<string> Subjects(RetailerId retailer, string subject, string text) => database.HandOvers
        .Where(row => row.RetailerId == retailer.Value && row.Subject == subject && row.SubjectId.CompareTo(text) >= 0)
        .OrderBy(row => row.SubjectId)
        .Select(row => row.SubjectId);

    private async Task<IEnumerable<LookupHit>> DeliveryAsync(RetailerId retailer, string text, CancellationToken cancel) =>
        Guid.TryParse(text, out var id)
            && await database.Deliveries.AnyAsync(row => row.RetailerId == retailer.Value && row.Id == id, cancel)
                ? [new LookupHit(LookupKind.Delivery, id.ToString(), IsExact: true, Rank: 0)]
                : [];
}

/// <summary>What a looked-up id belongs to.</summary>
public enum LookupKind
{
    Order,
    Courier,
    Device,
    Delivery,
}

/// <summary>Something that is called so, or begins so.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">The retailer's or the app's id of it; of a delivery, ours.</param>
/// <param name="IsExact">It is called exactly so, or is the order of exactly that recipient.</param>
/// <param name="Rank">0, 1, …: its place among those of its kind.</param>
public sealed record LookupHit(LookupKind Kind, string Id, bool IsExact, int Rank);
