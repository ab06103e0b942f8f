using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Domain.Deliveries;

/// <content>What a courier may do at the door. Always steps, since whatever a courier sends is recorded (R13).</content>
public sealed partial record Delivery
{
    /// <summary>R8: without an open session only the first attempt may open the first one, and not under every policy.</summary>
    public bool NeedsArrivalAt(DateTimeOffset now) => SessionAt(now) is null && (Visits.Sessions > 0 || Policy.RequiresArrival);

    /// <summary>R9: a code is compared only while the recipient shows it.</summary>
    public bool NeedsShowing => Policy.RequiresShowing;

    /// <summary>
    /// R6, R7: an arrival that is let through opens a session, with a new code if the last one died with its session. With
    /// no generation left there is no session, and the delivery is held (R4).
    /// </summary>
    public Decision Arrive(Arrival arrival, Standing standing, FreshCode fresh, DateTimeOffset now)
    {
        var settled = Settle(now);
        var verdict = ArrivalRules.Judge(settled.After, arrival, standing, now);
        if (verdict.Opens is null || settled.After.Code is not null)
            return settled.Then(new Arrived(arrival, verdict, now));

        var renewed = HasGenerationsLeft
            ? Renew(settled, fresh, isAutomatic: true)
            : settled.Then(new Held(Held.GenerationsUsedUp), isAutomatic: true);
        return renewed.Then(new Arrived(arrival, ArrivalRules.Judge(renewed.After, arrival, standing, now), now));
    }

    /// <summary>R12: judges an attempt. The tries and the status that it leaves are those of the delivery that it leads to (R3).</summary>
    public Decision Confirm(Attempt attempt, Standing standing, CodeKeyRing keys, DateTimeOffset now)
    {
        var settled = Settle(now);
        var verdict = AttemptRules.Judge(settled.After, attempt, standing, keys, now);
        var after = settled.After.Apply(new Attempted(attempt, verdict, now));
        verdict = verdict with { TriesLeft = after.TriesLeft, DeliveryStatus = after.Status };
        return settled.Then(new Step(after, new Attempted(attempt, verdict, now)));
    }
}
