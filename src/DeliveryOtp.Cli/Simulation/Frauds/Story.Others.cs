using DeliveryOtp.Cli.Simulation.Honesty;
using DeliveryOtp.Cli.Simulation.World;
using DeliveryOtp.Domain;

namespace DeliveryOtp.Cli.Simulation.Frauds;

/// <content>Other couriers: colleagues who help, strangers who disturb, and the one who only wants to deliver.</content>
internal sealed partial class Story
{
    /// <summary>How honest hand-overs went of parcels that somebody had a hand in before.</summary>
    public List<(Parcel Parcel, HonestVisit Visit)> Afterwards { get; } = [];

    /// <summary>A hand-over as it should be.</summary>
    public void HandOver(Parcel parcel) => new HonestHandOver(_service, _chance).Visit(Courier, parcel, nobodyHome: 0);

    /// <summary>
    /// The courier whose parcel it is comes and hands it over, whatever others did to it. It counts as stolen only if it was
    /// accepted before.
    /// </summary>
    public void RightCourierHandsOver(Courier courier)
    {
        courier.WaitUntil(Now);
        LiveOn();
        if (Parcel.IsAccepted)
            return;
        _stolen.Remove(Parcel);
        Afterwards.Add((Parcel, new HonestHandOver(_service, _chance).Visit(courier, Parcel, nobodyHome: 0)));
    }

    /// <summary>The rest of the story is the colleague's, under his own name, so many km from the door.</summary>
    public void ColleagueGoesOn(double km) => GoOnAs(NewCourier(km, isStranger: false));

    /// <summary>
    /// The rest of the story is a stranger's, so many km away: a courier of the retailer who never had the parcel in hand. Returns
    /// the one who has it.
    /// </summary>
    public Courier StrangerGoesOn(double km)
    {
        var right = Courier;
        GoOnAs(NewCourier(km, isStranger: true));
        return right;
    }

    /// <summary>An honest colleague with a parcel of his own, near the one that the story is about.</summary>
    public (Courier Courier, Parcel Parcel) Colleague()
    {
        var colleague = new Courier(new CourierId(_chance.Id().ToString()), Phone.Any(_chance), Parcel.Door.Position, Now);
        var door = City.NextDoor(colleague.At, _chance);
        return (colleague, _service.Issue(door, colleague.Id, Now, _chance));
    }

    private Courier NewCourier(double km, bool isStranger) => new(
        new CourierId(_chance.Id().ToString()),
        Phone.Any(_chance),
        Parcel.Door.Position.Away(km * 1000, _chance),
        Now)
    {
        IsHonest = false,
        IsStranger = isStranger,
    };

    private void GoOnAs(Courier courier) => Courier = courier;
}
