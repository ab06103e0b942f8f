using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace DeliveryOtp.Api.Deliveries;

/// <summary>Creates deliveries and issues their first codes (R1).</summary>
public sealed class IssuingService(
    DeliveryCreation creation,
    DeliveryReads deliveries,
    RetailerPolicies policies,
    LiveOrders orders,
    DeliveryOtpDbContext context,
    CodeKeyRing keys,
    RowSeals seals,
    TimeProvider time)
{
    /// <summary>
    /// One insert decides: the database lets one live delivery of an order's parcel through, and one request an idempotency
    /// key. Only when it does not is there anything to look up.
    /// </summary>
    /// <exception cref="TimeoutException">Other requests took the order's parcel and gave it up again and again.</exception>
    public async Task<IssuingResult> IssueAsync(
        Actor actor,
        RetailerId retailer,
        CreateDeliveryRequest request,
        IdempotentRequest? idempotency,
        CancellationToken cancel)
    {
        var policy = await policies.FindAsync(retailer, cancel);
        var now = time.Now();
        var code = DeliveryCode.Generate();
        var id = new DeliveryId(RecordId.Next(now));
        var issued = Delivery.Issue(request.ToDelivery(retailer, id, policy, now), new FreshCode(keys, code));
        var created = new NewDelivery(
            issued.After,
            LockedDeliveries.EntryOf(issued, actor, now, idempotency?.Mark(keys)));

        return await orders.ContendAsync<IssuingResult>(
            async () => new(await InsertAsync(created, now, cancel) ?? await FindByKeyAsync(issued.After, idempotency, now, cancel), issued.After),
            holder => new IssuingResult.OrderExists(holder),
            cancel);
    }

    /// <summary>Null: the delivery conflicts with another one.</summary>
    private async Task<IssuingResult?> InsertAsync(NewDelivery created, DateTimeOffset now, CancellationToken cancel) =>
        await creation.InsertAsync(created, cancel) switch
        {
            true => new IssuingResult.Issued(
                IssuedDelivery.Of(created.State, created.State.Generation, keys, now).WithLink(keys),
                Replayed: false),
            false => null,
            null => new IssuingResult.Busy(),
        };

    private async Task<IssuingResult?> FindByKeyAsync(
        Delivery wanted,
        IdempotentRequest? request,
        DateTimeOffset now,
        CancellationToken cancel)
    {
        if (request is null)
            return null;
        var first = await context.Deliveries
            .Where(row => row.RetailerId == wanted.RetailerId.Value && row.IdempotencyKey == request.Key.Value)
            .Select(row => new { row.Id, row.RequestDigest })
            .SingleOrDefaultAsync(cancel);
        if (first is null)
            return null;
        if (!keys.IsSameRequest(request.Content, first.RequestDigest))
            return new IssuingResult.KeyReused();

        var delivery = await deliveries.FindAsync(wanted.RetailerId, new DeliveryId(first.Id), cancel)
            ?? throw new InvalidOperationException("A delivery that was just found is gone.");

        // The key stands in no seal: what it names has to be what was asked for.
        if (delivery.OrderId != wanted.OrderId || (delivery.Sequence == 1 && delivery.Parcel != wanted.Parcel))
            throw seals.Broken(delivery.Id);
        var issued = IssuedDelivery.Of(delivery, generation: 1, keys, now);
        return new IssuingResult.Issued(delivery.CodeAt(now) is null ? issued : issued.WithLink(keys), Replayed: true);
    }
}

/// <summary>What became of a request to create a delivery.</summary>
public abstract record IssuingResult
{
    private IssuingResult()
    {
    }

    public sealed record Issued(IssuedDelivery Delivery, bool Replayed) : IssuingResult;

    /// <summary>The order has a live delivery of the parcel already.</summary>
    public sealed record OrderExists(Delivery Holder) : IssuingResult;

    /// <summary>Too much is waiting; nothing is created.</summary>
    public sealed record Busy : IssuingResult;

    /// <summary>The idempotency key belongs to another request.</summary>
    public sealed record KeyReused : IssuingResult;
}
