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

    /// <summary>What the camera sees is another parcel's.</summary>
    public void ScanAnotherLabel() => Courier.InHand = new ParcelBarcode("of another parcel");

    public void Root() => Courier.Phone.IsRooted = true;

    /// <summary>Signs in on another phone: a colleague's, or an emulator.</summary>
    public void TakeAnotherPhone(bool isEmulator = false) =>
        Courier.Phone = new Phone(new DeviceId(_chance.Id().ToString())) { IsEmulator = isEmulator };

    /// <summary>Has the app call itself what a colleague's calls itself. Nothing but the name is taken.</summary>
    public void NameDeviceOf(Courier other) => Courier.Phone = new Phone(other.Phone.Id) { Locating = Courier.Phone.Locating };
}
