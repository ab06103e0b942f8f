using DeliveryOtp.Cli.Simulation.Assumed;
using DeliveryOtp.Cli.Simulation.World;
using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Cli.Simulation.Honesty;

/// <summary>A courier who wants to hand the parcel over, and who tries again when something does not work.</summary>
internal sealed class HonestHandOver(Service service, Chance chance)
{
    /// <summary>Nobody leaves while the recipient stands there and reads out digits; it only has to end.</summary>
    private const int AttemptLimit = 8;

    private readonly HonestArrival _arrival = new(service, chance);

    /// <summary>Goes to the door; the parcel is accepted afterwards, or nobody was there, or the courier was refused.</summary>
    public HonestVisit Visit(Courier courier, Parcel parcel, double nobodyHome)
    {
        var visit = new HonestVisit();
        courier.GoTo(parcel.Door.Position, chance);
        if (!_arrival.Announce(courier, parcel, visit))
            return visit with { IsRefused = true };

        if (chance.Happens(nobodyHome))
        {
            courier.Wait(chance.Seconds(90, 240));
            return visit with { IsNobodyHome = true };
        }

        var recipient = new Recipient(service, parcel, chance);
        recipient.AnswerDoor(courier, chance.Happens(Assumptions.SlowDoor) ? chance.Seconds(610, 900) : chance.Lasts(Assumptions.AnswersDoor));
        return HandOver(courier, parcel, recipient, visit);
    }

    private HonestVisit HandOver(Courier courier, Parcel parcel, Recipient recipient, HonestVisit visit)
    {
        var mistypes = chance.Happens(Assumptions.Mistypes);
        TakeParcel(courier);
        string? heard = null;
        var refusedForPlace = 0;
        for (var attempts = 0; attempts < AttemptLimit && refusedForPlace < chance.ValueOf(Assumptions.Patience); attempts++)
        {
            // The app says so when the session is over, and the courier arrives again before asking for the code.
            var isOver = parcel.Delivery.Visits.Sessions > 0 && parcel.Delivery.SessionAt(courier.Now) is null;
            if (isOver && !_arrival.Arrive(courier, parcel, visit))
                break;
            var before = heard;
            heard = recipient.ReadOut(courier);
            if (heard is null)
            {
                visit.AddRefusal("no_code_to_read");
                break;
            }

            var typed = before is not null && before != heard && chance.Happens(Assumptions.TypesOldDigits) ? before : heard;
            if (chance.Happens(Assumptions.Interrupted))
                courier.Wait(chance.Lasts(Assumptions.Interruption));
            if (mistypes && attempts == 0)
                visit.Count(Type(courier, parcel, recipient, chance.Mistyped(typed)));
            var outcome = Type(courier, parcel, recipient, typed);
            if (outcome == AttemptOutcome.Accepted)
                return visit;
            visit.Count(outcome);
            refusedForPlace += outcome is AttemptOutcome.OutsideGeofence or AttemptOutcome.LocationUnverified ? 1 : 0;
            React(courier, outcome);
        }

        return visit with { IsRefused = true };
    }

    private AttemptOutcome Type(Courier courier, Parcel parcel, Recipient recipient, string digits)
    {
        courier.Wait(chance.Lasts(Assumptions.Types));
        recipient.LiveUntil(courier.Now);
        return service.Confirm(parcel, courier, digits, chance);
    }

    private void TakeParcel(Courier courier) =>
        courier.InHand = chance.Happens(Assumptions.ScansWrong) ? new Domain.ParcelBarcode("of another parcel") : null;

    private void React(Courier courier, AttemptOutcome refusal)
    {
        courier.InHand = null;
        courier.Wait(refusal switch
        {
            AttemptOutcome.WrongParcel => chance.Seconds(60, 180),
            AttemptOutcome.OutsideGeofence or AttemptOutcome.LocationUnverified => chance.Seconds(20, 40),
            _ => chance.Seconds(3, 10),
        });
    }
}

/// <summary>How an honest visit went.</summary>
internal sealed record HonestVisit
{
    /// <summary>Well-meant arrivals and attempts that a gate refused, the later ones after a wait.</summary>
    public int Refusals { get; set; }

    /// <summary>Why the first of them was.</summary>
    public string? FirstRefusal { get; private set; }

    /// <summary>And in the end the courier left, with a recipient standing there.</summary>
    public bool IsRefused { get; init; }

    public bool IsNobodyHome { get; init; }

    /// <summary>A wrong code is the courier's own mistake; all else that is not accepted is a refusal.</summary>
    public void Count(AttemptOutcome outcome)
    {
        if (outcome is not (AttemptOutcome.Accepted or AttemptOutcome.WrongCode))
            AddRefusal(Domain.EnumName<AttemptOutcome>.Of(outcome));
    }

    public void AddRefusal(string why)
    {
        Refusals++;
        FirstRefusal ??= why;
    }
}
