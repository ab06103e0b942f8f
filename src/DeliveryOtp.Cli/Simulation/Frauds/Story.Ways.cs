using DeliveryOtp.Cli.Simulation.Assumed;
using DeliveryOtp.Cli.Simulation.World;

namespace DeliveryOtp.Cli.Simulation.Frauds;

/// <content>Where the courier goes, and who sees him go.</content>
internal sealed partial class Story
{
    /// <summary>Parcels whose recipient has the courier in front of them, or had when they looked at the page last.</summary>
    private readonly HashSet<Parcel> _facing = [];

    private double _sightM;

    public void GoToDoor()
    {
        GoTo(Parcel.Door.Position);
        _facing.Add(Parcel);
    }

    /// <summary>Comes back to another entrance, another building, a van: inside the fence, and nobody at the door sees it.</summary>
    public void GoAroundTheCorner() => GoTo(Parcel.Door.Position.Away(_chance.Between(40, 80), _chance));

    public void GoAway(double km) => GoTo(Parcel.Door.Position.Away(km * 1000, _chance));

    /// <summary>The case from the news: he sees the code, does nothing, says that it doesn't work, and goes off with the parcel.</summary>
    public string? SeeCodeAndLeave()
    {
        var code = SeeCode();
        Argue();
        WalkOff();
        return code;
    }

    /// <summary>As honest couriers do, up to there.</summary>
    public string? SeeCode()
    {
        GoToDoor();
        Arrive();
        return AskAtDoor();
    }

    /// <summary>"It doesn't work."</summary>
    public void Argue() => Pass(_chance.Lasts(Assumptions.Argues));

    /// <summary>Walks off with the parcel until nobody at the door sees what he does; the recipient does what they do then.</summary>
    public void WalkOff()
    {
        StartWalking();
        Walk(_sightM);
    }

    /// <summary>Has gone half of the way to where nobody sees him.</summary>
    public void WalkOffInSight()
    {
        StartWalking();
        Walk(_sightM / 2);
    }

    private void StartWalking()
    {
        Recipient.SeeLeave(Courier);
        _sightM = _chance.Draw(Assumptions.Sight);
    }

    private void Walk(double metres)
    {
        Courier.WalkTo(Courier.At.Away(metres, _chance), _chance);
        LiveOn();
    }

    private void GoTo(Domain.Places.Position place)
    {
        Courier.GoTo(place, _chance);
        LiveOn();
    }
}
