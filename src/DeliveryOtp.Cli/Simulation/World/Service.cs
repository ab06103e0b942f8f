using DeliveryOtp.Cli.Simulation.Assumed;
using DeliveryOtp.Cli.Simulation.Reporting;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Cli.Simulation.World;

/// <summary>The service without HTTP and without a database: each command goes to the domain, and its steps are the state.</summary>
internal sealed partial class Service(DeliveryPolicy policy, Chance codes)
{
    private static readonly RetailerId Retailer = new(Guid.Parse("01900000-0000-7000-8000-000000000001"));
    private static readonly CodeKeyRing Keys = new([new CodeKey("simulation", new byte[CodeKey.MinimumSecretBytes])]);

    private readonly HistoryReader _reader = new(Keys);
    private readonly SentRequests _sent = new();

    public DeliveryPolicy Policy { get; } = policy;

    /// <summary>Where its answers are counted.</summary>
    public AnswerTally Answers { get; set; } = new();

    /// <param name="door">Where to.</param>
    /// <param name="courier">Whose; null: any courier of the retailer may deliver it.</param>
    /// <param name="now">When.</param>
    /// <param name="chance">Whether a barcode is set.</param>
    public Parcel Issue(Door door, CourierId? courier, DateTimeOffset now, Chance chance)
    {
        var id = chance.Id();
        var asked = new Delivery
        {
            RetailerId = Retailer,
            Id = new DeliveryId(id),
            OrderId = new OrderId(id.ToString()),
            Destination = new Destination(door.Position, "FR", Address: null),
            Courier = courier,
            Parcel = chance.Happens(Assumptions.HasBarcode) ? new ParcelBarcode(id.ToString()) : null,
            Policy = Policy,
            CreatedAt = now,
            ExpiresAt = now + Delivery.DefaultLifetime,
        };
        return new Parcel(Delivery.Issue(asked, Fresh()).After, door);
    }

    public ArrivalOutcome Arrive(Parcel parcel, Courier courier, Chance chance)
    {
        var arrival = Ask.Arrival(courier, parcel, chance);
        var decision = parcel.Delivery.Arrive(arrival, _reader.StandingOf(courier), Fresh(), courier.Now);
        var verdict = ((Arrived)decision.Step!.Event).Verdict;
        parcel.Delivery = decision.After;
        _reader.Read(parcel, courier, arrival, verdict.IsStranger);
        return verdict.Outcome;
    }

    /// <param name="parcel">For which parcel.</param>
    /// <param name="courier">Who types.</param>
    /// <param name="digits">What.</param>
    /// <param name="chance">For the phone's noise.</param>
    public AttemptOutcome Confirm(Parcel parcel, Courier courier, string digits, Chance chance) =>
        Judge(new RecordedRequest(parcel, Ask.Attempt(courier, parcel, digits, chance)), courier);

    /// <summary>Sends a recorded request under an idempotency key.</summary>
    public Answer Send(RecordedRequest request, Courier courier, string key)
    {
        if (_sent.AnswerTo(request, courier.Id, key) is { } known)
        {
            Answers.AddKnownKey(isSameRequest: known.Outcome is not null);
            return known;
        }

        var outcome = Judge(request, courier);
        _sent.Remember(request, courier.Id, key, outcome);
        return new Answer(outcome);
    }

    private AttemptOutcome Judge(RecordedRequest request, Courier courier)
    {
        var (parcel, attempt) = request;
        var before = parcel.Delivery;
        var decision = before.Confirm(attempt, _reader.StandingOf(courier), Keys, courier.Now);
        var verdict = ((Attempted)decision.Step!.Event).Verdict;
        parcel.Delivery = decision.After;
        if (verdict.Outcome == AttemptOutcome.Accepted)
        {
            // On a delivery that is assigned to nobody, an attempt from nowhere is judged without any session (R6).
            var session = before.SessionAt(courier.Now) ?? verdict.Opens;
            var arrival = session is { ByArrival: true } ? session.Place : (Domain.Places.PlaceVerdict?)null;
            parcel.Evidence = new Evidence(arrival, verdict.Witnessed, verdict.Place.Verdict);
        }

        Answers.Add(verdict.Outcome);
        _reader.Read(parcel, courier, attempt, verdict.IsStranger, verdict);
        return verdict.Outcome;
    }

    private FreshCode Fresh() =>
        new(Keys, DeliveryCode.TryParse(codes.Digits(), out var code) ? code : throw new InvalidOperationException("Six digits are a code."));
}
