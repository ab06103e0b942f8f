using DeliveryOtp.Cli.Simulation.Assumed;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Cli.Simulation.World;

/// <summary>Somebody with a van, a phone and a clock of their own: time passes where they are.</summary>
internal sealed class Courier(CourierId id, Phone phone, Position at, DateTimeOffset now)
{
    public CourierId Id { get; } = id;

    public Phone Phone { get; set; } = phone;

    public Position At { get; private set; } = at;

    /// <summary>True time, which is the server's.</summary>
    public DateTimeOffset Now { get; private set; } = now;

    public CourierHistory History { get; } = new();

    /// <summary>What is still to be handed over.</summary>
    public List<Parcel> Van { get; } = [];

    /// <summary>The fleet's counts are those of honest couriers: frauds are far too many here, and would make each other look usual.</summary>
    public bool IsHonest { get; init; } = true;

    /// <summary>Has never had the parcels of others in hand: nothing to scan.</summary>
    public bool IsStranger { get; init; }

    /// <summary>The wrong parcel is in hand, or the label of another before the camera; null: the right one.</summary>
    public ParcelBarcode? InHand { get; set; }

    public ParcelBarcode? ScanOf(Parcel parcel) => IsStranger ? null : InHand ?? parcel.Delivery.Parcel;

    /// <summary>Drives, at half to one and a half times the usual speed.</summary>
    public void GoTo(Position place, Chance chance) =>
        Move(place, chance.ValueOf(Assumptions.DrivingSpeed) * chance.Between(0.5, 1.5));

    public void WalkTo(Position place, Chance chance) => Move(place, chance.Draw(Assumptions.WalkingSpeed));

    public void Wait(TimeSpan time) => Now += time;

    public void WaitUntil(DateTimeOffset time) => Now = time > Now ? time : Now;

    private void Move(Position place, double metresPerSecond)
    {
        Wait(TimeSpan.FromSeconds(place.DistanceTo(At).Value / metresPerSecond));
        At = place;
    }
}
