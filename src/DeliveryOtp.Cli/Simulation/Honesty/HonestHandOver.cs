using System.Globalization;
using DeliveryOtp.Cli.Simulation.World;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Cli.Simulation.Honesty;

/// <summary>A courier who wants to hand the parcel over, and who tries again when something does not work.</summary>
internal sealed class HonestHandOver(Service service, Chance chance)
{
    /// <summary>Whoever is refused at the right door waits for a better fix so often.</summary>
    private const int Patience = 3;

    /// <summary>Goes to the door; the parcel is accepted afterwards, or nobody was there, or the courier was refused.</summary>
    public HonestVisit Visit(Courier courier, Parcel parcel, double nobodyHome)
    {
        var visit = new HonestVisit();
        courier.GoTo(parcel.Door.Position, chance);
        var needsArrival = service.Policy is { CodeRelease: CodeRelease.OnArrival } or { Arrival: ArrivalRule.Required }
            || parcel.Delivery.Visits.Sessions > 0;
        if ((needsArrival || chance.Happens(Assumptions.PostsArrival)) && !Arrive(courier, parcel, visit))
            return visit with { IsRefused = true };

        if (chance.Happens(nobodyHome))
        {
            courier.Wait(chance.Seconds(90, 240));
            return visit with { IsNobodyHome = true };
        }

        courier.Wait(chance.Happens(Assumptions.SlowDoor) ? chance.Seconds(610, 900) : chance.Seconds(20, 180));
        return HandOver(courier, parcel, visit);
    }

    private HonestVisit HandOver(Courier courier, Parcel parcel, HonestVisit visit)
    {
        var mistypes = chance.Happens(Assumptions.Mistypes);
        for (var tries = 0; tries < Patience; tries++)
        {
            // The app says so when the session is over, and the courier arrives again before asking for the code.
            var isOver = parcel.Delivery.Visits.Sessions > 0 && parcel.Delivery.SessionAt(courier.Now) is null;
            if (isOver && !Arrive(courier, parcel, visit))
                break;
            if (AskForCode(courier, parcel) is not { } code)
                break;
            if (mistypes && tries == 0)
            {
                service.Confirm(parcel, courier, Mistyped(code));
                courier.Wait(chance.Seconds(5, 20));
            }

            if (service.Confirm(parcel, courier, code) == AttemptOutcome.Accepted)
                return visit;
            visit.Refusals++;
            courier.Wait(chance.Seconds(20, 40));
        }

        return visit with { IsRefused = true };
    }

    private string? AskForCode(Courier courier, Parcel parcel)
    {
        service.Reveal(parcel, courier.Now);
        var code = service.Page(parcel, courier.Now);
        courier.Wait(chance.Seconds(5, 20));
        return code;
    }

    private bool Arrive(Courier courier, Parcel parcel, HonestVisit visit)
    {
        for (var tries = 0; tries < Patience; tries++)
        {
            if (service.Arrive(parcel, courier) is ArrivalOutcome.Opened or ArrivalOutcome.AlreadyOpen)
                return true;
            visit.Refusals++;
            courier.Wait(chance.Seconds(20, 40));
        }

        return false;
    }

    /// <summary>One digit hit beside the right one.</summary>
    private string Mistyped(string code)
    {
        var digits = code.ToCharArray();
        var place = chance.Below(digits.Length);
        var digit = digits[place] - '0';
        digits[place] = ((digit + 1) % 10).ToString(CultureInfo.InvariantCulture)[0];
        return new string(digits);
    }
}

/// <summary>How an honest visit went.</summary>
internal sealed record HonestVisit
{
    /// <summary>Well-meant arrivals and right digits that a rule refused, the later ones after a wait.</summary>
    public int Refusals { get; set; }

    /// <summary>And in the end the courier left, with a recipient standing there.</summary>
    public bool IsRefused { get; init; }

    public bool IsNobodyHome { get; init; }
}
