using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Cli.Simulation.World;

/// <summary>The service without HTTP and without a database: each command goes to the domain, and its steps are the state.</summary>
internal sealed class Service(DeliveryPolicy policy, Chance chance)
{
    private static readonly RetailerId Retailer = new(Guid.Parse("01900000-0000-7000-8000-000000000001"));
    private static readonly CodeKeyRing Keys = new([new CodeKey("simulation", new byte[CodeKey.MinimumSecretBytes])]);

    private readonly HistoryReader _reader = new(Keys);

    public DeliveryPolicy Policy { get; } = policy;

    public Parcel Issue(Door door, CourierId? courier, DateTimeOffset now)
    {
        var id = chance.Id();
        var asked = new Delivery
        {
            RetailerId = Retailer,
            Id = new DeliveryId(id),
            OrderId = new OrderId(id.ToString()),
            Destination = new Destination(door.Position, "FR", Address: null),
            Courier = courier,
            Policy = Policy,
            CreatedAt = now,
            ExpiresAt = now + Delivery.DefaultLifetime,
        };
        return new Parcel(Delivery.Issue(asked, Fresh()).After, door);
    }

    public ArrivalOutcome Arrive(Parcel parcel, Courier courier)
    {
        var arrival = Ask.Arrival(courier, parcel.Door, chance);
        var decision = parcel.Delivery.Arrive(arrival, StandingOf(courier), Fresh(), courier.Now);
        parcel.Delivery = decision.After;
        _reader.Read(parcel, courier, arrival);
        return ((Arrived)decision.Step!.Event).Verdict.Outcome;
    }

    /// <param name="parcel">For which parcel.</param>
    /// <param name="courier">Who types.</param>
    /// <param name="digits">What.</param>
    /// <param name="key">The idempotency key; null: a new one.</param>
    public AttemptOutcome Confirm(Parcel parcel, Courier courier, string digits, string? key = null)
    {
        if (key is not null && parcel.AnswerTo(key) is { } answer)
            return answer;

        var attempt = Ask.Attempt(courier, parcel.Door, digits, chance);
        var before = parcel.Delivery;
        var decision = before.Confirm(attempt, StandingOf(courier), Keys, courier.Now);
        var verdict = ((Attempted)decision.Step!.Event).Verdict;
        parcel.Delivery = decision.After;
        if (verdict.Outcome == AttemptOutcome.Accepted)
        {
            var session = before.SessionAt(courier.Now) ?? verdict.Opens!;
            parcel.Evidence = new Evidence(session.ByArrival ? session.Place : null, session.IsRevealed, verdict.Place.Verdict);
        }

        _reader.Read(parcel, courier, attempt, verdict);
        if (key is not null)
            parcel.Answered(key, verdict.Outcome);
        return verdict.Outcome;
    }

    /// <summary>The digits that the recipient can read at that moment; null: none.</summary>
    public string? Page(Parcel parcel, DateTimeOffset now)
    {
        var shows = Policy.CodeRelease == CodeRelease.OnIssue || parcel.Delivery.SessionAt(now) is { IsRevealed: true };
        return shows && parcel.Delivery.CodeAt(now) is { } code
            ? Keys.Open(parcel.Delivery.Id, parcel.Delivery.Generation, code).Reveal()
            : null;
    }

    public void Reveal(Parcel parcel, DateTimeOffset now) => parcel.Delivery = parcel.Delivery.Reveal(now).After;

    public void Deny(Parcel parcel, DateTimeOffset now) => parcel.Delivery = parcel.Delivery.Deny(now).After;

    public void ReportLeft(Parcel parcel, DateTimeOffset now) => parcel.Delivery = parcel.Delivery.ReportLeft(now).After;

    public void ConfirmReceipt(Parcel parcel, DateTimeOffset now) =>
        parcel.Delivery = parcel.Delivery.ConfirmReceipt(now).After;

    public void Contest(Parcel parcel, Courier courier, DateTimeOffset now)
    {
        var decision = parcel.Delivery.Contest(ContestKind.NotReceived, statement: null, now);
        parcel.Delivery = decision.After;
        if (decision.Conflict is null)
            _reader.Count(courier, HandOverCounts.None with { Contested = 1 });
    }

    public void Reissue(Parcel parcel, DateTimeOffset now) => parcel.Delivery = parcel.Delivery.Reissue(Fresh(), now).After;

    public void Unlock(Parcel parcel, DateTimeOffset now) =>
        parcel.Delivery = parcel.Delivery.Unlock("the courier asked for it", Fresh(), now).After;

    public void Change(Parcel parcel, SignificantChange change, DateTimeOffset now) =>
        parcel.Delivery = parcel.Delivery.Change(change, Fresh(), now).After;

    private static Standing StandingOf(Courier courier) => courier.History.StandingOn(courier.Phone.Id);

    private FreshCode Fresh() =>
        new(Keys, DeliveryCode.TryParse(chance.Digits(), out var code) ? code : throw new InvalidOperationException("Six digits are a code."));
}
