using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>
/// Every read by support leaves a trace: of one delivery in its journal, of a search in the access log. Recorded before
/// anything is shown, so that there is no look without a trace.
/// </summary>
public sealed class SupportReads(NpgsqlDataSource database, DeliveryOtpDbContext context, RowSeals seals, JournalMetrics metrics, TimeProvider time)
{
    /// <summary>Journals a look at one delivery when it is support who looks. False: there is no such delivery.</summary>
    public async Task<bool> ViewAsync(Actor actor, RetailerId retailer, DeliveryId delivery, string resource, CancellationToken cancel)
    {
        if (actor.Role != ActorRole.Support)
            return true;

        var key = new DeliveryKey(retailer, delivery);
        await using var transaction = await DeliveryTransaction.BeginAsync(database, seals, metrics, cancel);
        var locked = await transaction.LockAsync([key], cancel);
        locked.RefuseBroken(key);
        if (!locked.TryGet(key, out var state))
            return false;

        locked.Record(state.View(resource), actor, time.Now());
        await transaction.CommitAsync(locked, cancel);
        return true;
    }

    /// <summary>Logs a search when it is support who searches.</summary>
    /// <param name="search">What was asked.</param>
    /// <param name="rowsReturned">Null: a stream begins; its end is logged under the same query id.</param>
    /// <param name="cancel">Ends the wait, not the obligation: a search that can't be logged fails.</param>
    public async Task SearchAsync(Search search, long? rowsReturned, CancellationToken cancel)
    {
        if (search.Actor.Role != ActorRole.Support)
            return;

        var now = time.Now();
        context.AccessLog.Add(new AccessLogRow
        {
            RetailerId = search.Retailer.Value,
            Id = RecordId.Next(now),
            QueryId = search.Id,
            RecordedAt = now,
            ActorRole = EnumName<ActorRole>.Of(search.Actor.Role),
            ActorId = search.Actor.Id,
            Resource = search.Resource,
            Filters = RowJson.Write(search.Filters),
            RowsReturned = rowsReturned,
        });
        await context.SaveChangesAsync(cancel);
    }
}

/// <summary>One search of the records.</summary>
/// <param name="Id">UUIDv7; the rows of one search share it.</param>
/// <param name="Actor">Who asks.</param>
/// <param name="Retailer">Whose records.</param>
/// <param name="Resource">What is searched: attempts, arrivals, deliveries, lookup, courier, device.</param>
/// <param name="Filters">As the caller gave them, but for contacts (<see cref="Shorten"/>).</param>
public sealed record Search(
    Guid Id,
    Actor Actor,
    RetailerId Retailer,
    string Resource,
    IReadOnlyDictionary<string, string[]> Filters)
{
    private const int ShownOfBeginning = 2;
    private const int ShownOfEnd = 3;

    /// <summary>
    /// A recipient's address or number as a filter: the record of a search outlives what was searched for. Enough to know it again, and no
    /// address.
    /// </summary>
    internal static string Shorten(string contact) => contact.Length > ShownOfBeginning + ShownOfEnd
        ? $"{contact[..ShownOfBeginning]}…{contact[^ShownOfEnd..]}"
        : "…";
}
