using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using Microsoft.EntityFrameworkCore;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>The newest arrivals that pass every filter, each by its index in the order of time, as <see cref="NewestAttempts"/>.</summary>
internal sealed class NewestArrivals(DeliveryOtpDbContext database, RetailerId retailer, ArrivalQuery query)
{
    public IQueryable<JournalRow> Take(int count, Guid? before) => query.Outcomes switch
    {
        [] => Filter(database.ArrivalsOf(retailer), before),
        [var outcome] => Filter(WithOutcome(outcome), before),
        var outcomes when query.DeliveryId is not null => Filter(WithAnyOutcome(outcomes), before),

        // The newest of each, put together: asked for as a set, they would have to be sorted whole.
        var outcomes => outcomes
            .Select(outcome => Filter(WithOutcome(outcome), before).OrderByDescending(row => row.Id).Take(count))
            .Aggregate((all, next) => all.Concat(next)),
    };

    private IQueryable<JournalRow> Filter(IQueryable<JournalRow> arrivals, Guid? before) => new VisitFilter(database, arrivals, query).Before(before);

    /// <summary>To the letter what <c>ix_journal_arrivals_outcome</c> is of.</summary>
    private IQueryable<JournalRow> WithOutcome(string outcome) => database.Journal.FromSql(
        $"select * from deliveryotp.journal where retailer_id = {retailer.Value} and kind = 'arrived' and detail ->> 'outcome' = {outcome}");

    private IQueryable<JournalRow> WithAnyOutcome(string[] outcomes) => database.Journal.FromSql(
        $"select * from deliveryotp.journal where retailer_id = {retailer.Value} and kind = 'arrived' and detail ->> 'outcome' = any ({outcomes})");
}
