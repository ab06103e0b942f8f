using DeliveryOtp.Cli.Simulation.Assumed;
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
    private readonly List<Parcel> _stolen;

    public Story(Service service, Chance chance, Courier courier)
    {
        (_service, _chance, Courier) = (service, chance, courier);
        Parcel = NextParcel(City.NextDoor(courier.At, chance), isAssigned: !chance.Happens(Assumptions.Unassigned));
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

    public void Wait(double minutes) => Pass(TimeSpan.FromMinutes(minutes));

    public void WaitHours(double hours) => Wait(hours * 60 * _chance.Between(0.9, 1.1));

    public ArrivalOutcome Arrive()
    {
        LiveOn();
        return _service.Arrive(Parcel, Courier, _chance);
    }

    /// <summary>Posts an attempt; without digits there is nothing to post.</summary>
    public AttemptOutcome? Type(string? digits)
    {
        if (digits is null)
            return null;
        Pass(_chance.Lasts(Assumptions.Types));
        return Watch(() => _service.Confirm(Parcel, Courier, digits, _chance));
    }

    public AttemptOutcome? TypeWrong() => Type(Guess());

    public string Guess() => _chance.Digits();

    /// <summary>An attempt as the app makes it here and now, to be sent under a key, once or more often.</summary>
    public RecordedRequest? Record(string? digits) =>
        digits is null ? null : new RecordedRequest(Parcel, Ask.Attempt(Courier, Parcel, digits, _chance));

    public void Send(RecordedRequest? request, string key)
    {
        LiveOn();
        if (request is not null)
            _service.Send(request, Courier, key);
    }

    /// <summary>From now on the story is about another parcel.</summary>
    public void TurnTo(Parcel parcel) => Parcel = parcel;

    public Parcel NextParcel(Door door, bool isAssigned = true)
    {
        var parcel = _service.Issue(door, isAssigned ? Courier.Id : null, Courier.Now, _chance);
        Courier.Van.Add(parcel);
        return parcel;
    }

    public Door DoorNearby() => City.NextDoor(Courier.At, _chance);

    /// <summary>The same parcel, but any of the retailer's couriers may deliver it.</summary>
    public void LeaveUnassigned() => StealInstead(isAssigned: false);

    /// <summary>The same parcel, and nobody else may.</summary>
    public void BeAssigned() => StealInstead(isAssigned: true);

    /// <summary>One more that nobody will get.</summary>
    public Parcel StealAnother(Door door)
    {
        var parcel = NextParcel(door);
        _stolen.Add(parcel);
        return parcel;
    }

    /// <summary>The courier's own time goes on to the end; the recipients have their last word.</summary>
    public void End()
    {
        LiveOn(DateTimeOffset.MaxValue);
        foreach (var parcel in _stolen.Where(parcel => parcel.Delivery.Status == DeliveryStatus.Delivered))
        {
            var hasSeen = _seen.Contains(parcel);
            if (_chance.Happens(hasSeen ? Assumptions.ContestsSeen : Assumptions.Contests))
                _service.Contest(parcel, Courier, parcel.Delivery.Visits.AcceptedAt!.Value + _chance.Seconds(60, hasSeen ? 600 : 40 * 3600));
        }
    }

    private void StealInstead(bool isAssigned)
    {
        _stolen.Remove(Parcel);
        Parcel = NextParcel(Parcel.Door, isAssigned);
        _stolen.Add(Parcel);
    }

    private void Pass(TimeSpan time)
    {
        Courier.Wait(time);
        LiveOn();
    }
}
