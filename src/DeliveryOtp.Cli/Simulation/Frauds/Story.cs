using DeliveryOtp.Cli.Simulation.Honesty;
using DeliveryOtp.Cli.Simulation.World;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Cli.Simulation.Frauds;

/// <summary>
/// One case of a fraud: a courier who has been honest so far, a parcel, a recipient at home, and the verbs of a script. What
/// the recipient does by himself happens in between, at its time.
/// </summary>
internal sealed partial class Story
{
    private readonly Service _service;
    private readonly Chance _chance;
    private readonly List<(DateTimeOffset At, Parcel Parcel)> _reports = [];
    private readonly List<Parcel> _stolen;

    public Story(Service service, Chance chance, Courier courier)
    {
        (_service, _chance, Courier) = (service, chance, courier);
        Parcel = NextParcel(City.NextDoor(courier.At, chance));
        _stolen = [Parcel];
    }

    /// <summary>Who acts.</summary>
    public Courier Courier { get; private set; }

    /// <summary>The parcel that the story is about.</summary>
    public Parcel Parcel { get; private set; }

    /// <summary>Those that nobody gets although they may be accepted.</summary>
    public IReadOnlyList<Parcel> Stolen => _stolen;

    /// <summary>The courier got digits out of somebody that were live when he got them.</summary>
    public bool GotCode { get; private set; }

    public DateTimeOffset Now => Courier.Now;

    public void GoToDoor() => GoTo(Parcel.Door.Position);

    /// <summary>Another entrance, another building, a van: inside the fence, and nobody at the door sees it.</summary>
    public void GoAroundTheCorner() => GoTo(Parcel.Door.Position.Away(_chance.Between(40, 80), _chance));

    public void GoAway(double km) => GoTo(Parcel.Door.Position.Away(km * 1000, _chance));

    public void Wait(double minutes)
    {
        Courier.Wait(TimeSpan.FromMinutes(minutes));
        HearReports();
    }

    public void WaitHours(double hours) => Wait(hours * 60 * _chance.Between(0.9, 1.1));

    public ArrivalOutcome Arrive()
    {
        HearReports();
        return _service.Arrive(Parcel, Courier);
    }

    /// <summary>Posts an attempt; without digits there is nothing to post.</summary>
    public AttemptOutcome? Type(string? digits, string? key = null)
    {
        HearReports();
        return digits is null ? null : _service.Confirm(Parcel, Courier, digits, key);
    }

    public AttemptOutcome? TypeWrong() => Type(_chance.Digits());

    /// <summary>From now on the story is about another parcel.</summary>
    public void TurnTo(Parcel parcel) => Parcel = parcel;

    public Parcel NextParcel(Door door, bool isAssigned = true)
    {
        var parcel = _service.Issue(door, isAssigned ? Courier.Id : null, Courier.Now);
        Courier.Van.Add(parcel);
        return parcel;
    }

    public Door DoorNearby() => City.NextDoor(Courier.At, _chance);

    /// <summary>The same parcel, but any of the retailer's couriers may deliver it.</summary>
    public void LeaveUnassigned()
    {
        _stolen.Remove(Parcel);
        Parcel = NextParcel(Parcel.Door, isAssigned: false);
        _stolen.Add(Parcel);
    }

    /// <summary>One more that nobody will get.</summary>
    public Parcel StealAnother(Door door)
    {
        var parcel = NextParcel(door);
        _stolen.Add(parcel);
        return parcel;
    }

    /// <summary>A hand-over as it should be.</summary>
    public void HandOver(Parcel parcel) => new HonestHandOver(_service, _chance).Visit(Courier, parcel, nobodyHome: 0);

    /// <summary>The courier's own time goes on to the end; the recipients have their last word.</summary>
    public void End()
    {
        HearReports(everything: true);
        foreach (var parcel in _stolen.Where(parcel => parcel.Delivery.Status == DeliveryStatus.Delivered))
        {
            if (_chance.Happens(Assumptions.Contests))
                _service.Contest(parcel, Courier, parcel.Delivery.Visits.AcceptedAt!.Value + _chance.Seconds(60, 40 * 3600));
        }
    }

    private void GoTo(Domain.Places.Position place)
    {
        Courier.GoTo(place, _chance);
        HearReports();
    }
}
