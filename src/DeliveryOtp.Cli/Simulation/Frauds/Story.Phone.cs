using DeliveryOtp.Cli.Simulation.World;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Cli.Simulation.Frauds;

/// <content>What the courier does to the phone, or with another one.</content>
internal sealed partial class Story
{
    public void LocationOff() => Courier.Phone.Locating = Locating.Off;

    public void LocationCoarse(double accuracyM) => Courier.Phone.Locating = new Coarse(accuracyM);

    /// <summary>The door itself is set as the place.</summary>
    public void SpoofDoor(double jitterM = 0, bool saysMock = false) => SpoofAt(Parcel.Door.Position, jitterM, saysMock);

    public void SpoofAt(Position place, double jitterM = 0, bool saysMock = false) =>
        Courier.Phone.Locating = new Spoof(place, jitterM, saysMock);

    /// <summary>Takes a fix here and now, to send it later.</summary>
    public void StoreFix() =>
        Courier.Phone.Locating = new Stored(new Receiver().Take(Courier.At, Parcel.Door, Now + Courier.Phone.ClockOff, _chance));

    public void SetClock(TimeSpan off) => Courier.Phone.ClockOff = off;

    public void Root() => Courier.Phone.IsRooted = true;

    /// <summary>Signs in on another phone: a colleague's, or an emulator.</summary>
    public void TakeAnotherPhone(bool isEmulator = false) =>
        Courier.Phone = new Phone(new DeviceId(_chance.Id().ToString())) { IsEmulator = isEmulator };

    /// <summary>The rest of the story is the colleague's, under his own name, so many km from the door.</summary>
    public void ColleagueGoesOn(double km)
    {
        var place = Parcel.Door.Position.Away(km * 1000, _chance);
        Courier = new Courier(new CourierId(_chance.Id().ToString()), Phone.Any(_chance), place, Now) { IsHonest = false };
    }
}
