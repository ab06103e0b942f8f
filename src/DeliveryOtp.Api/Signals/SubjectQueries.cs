using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace DeliveryOtp.Api.Signals;

/// <summary>Reads how couriers and devices have done; a read by support leaves a trace before it shows anything.</summary>
public sealed class SubjectQueries(DeliveryOtpDbContext database, RetailerPolicies policies, SupportReads reads, TimeProvider time)
{
    private const int LastAttempts = 20;

    /// <summary>Null: the retailer has no such courier.</summary>
    public Task<SubjectResponse?> FindCourierAsync(Actor actor, RetailerId retailer, string id, CancellationToken cancel) => FindAsync(
        actor,
        retailer,
        HandOverRow.Courier,
        id,
        database.AttemptsOf(retailer).Where(row => row.CourierId == id),
        cancel);

    /// <summary>Null: the retailer has no such device.</summary>
    public Task<SubjectResponse?> FindDeviceAsync(Actor actor, RetailerId retailer, string id, CancellationToken cancel) => FindAsync(
        actor,
        retailer,
        HandOverRow.Device,
        id,
        database.AttemptsOf(retailer).Where(row => row.DeviceId == id),
        cancel);

    private async Task<SubjectResponse?> FindAsync(
        Actor actor,
        RetailerId retailer,
        string subject,
        string id,
        IQueryable<JournalRow> attempts,
        CancellationToken cancel)
    {
        var now = time.Now();
        var filters = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["id"] = [id] };
        var counts = await database.HandOvers
            .Where(row => row.RetailerId == retailer.Value)
            .Where(row => (row.Subject == subject && row.SubjectId == id) || row.Subject == HandOverRow.Fleet)
            .ToListAsync(cancel);
        var own = counts.SingleOrDefault(row => row.Subject == subject);
        await reads.SearchAsync(new Search(RecordId.Next(now), actor, retailer, subject, filters), own is null ? 0 : 1, cancel);
        if (own is null)
            return null;

        var fleet = counts.Single(row => row.Subject == HandOverRow.Fleet);
        var last = await attempts.OrderByDescending(row => row.Id).Take(LastAttempts)
            .Select(row => new SubjectAttempt(row.Id, row.DeliveryId, row.CourierId!, row.DeviceId!, row.Outcome!.Value, row.RecordedAt))
            .ToListAsync(cancel);
        return new SubjectResponse(
            id,
            own.FirstAt,
            own.LastAt,
            own.Attempts,
            own.Accepted,
            subject == HandOverRow.Courier ? await SuspendedUntilAsync(attempts, retailer, now, cancel) : null,
            RateOf(own, fleet, row => row.Refused),
            RateOf(own, fleet, row => row.Wrong),
            RateOf(own, fleet, row => row.Late),
            RateOf(own, fleet, row => row.Contested),
            last);
    }

    /// <summary>R17: of couriers only, since anybody can name a device.</summary>
    private async Task<DateTimeOffset?> SuspendedUntilAsync(
        IQueryable<JournalRow> attempts,
        RetailerId retailer,
        DateTimeOffset now,
        CancellationToken cancel)
    {
        var policy = await policies.FindAsync(retailer, cancel);
        var wrong = await attempts.Where(row => row.Outcome == AttemptOutcome.WrongCode)
            .OrderByDescending(row => row.Id).Take(policy.CourierWrongLimit)
            .Select(row => row.RecordedAt)
            .ToListAsync(cancel);
        return Suspension.Until(wrong, policy) is { } until && now < until ? until : null;
    }

    private static RateBody RateOf(HandOverRow own, HandOverRow fleet, Func<HandOverRow, int> count) =>
        RateBody.Of(count(own), own.Attempts, count(fleet), fleet.Attempts);
}
