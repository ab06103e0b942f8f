using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Cli.Simulation.World;

/// <summary>Somebody with a van, a phone and a clock of their own: time passes where they are.</summary>
internal sealed class Courier(CourierId id, Phone phone, Position at, DateTimeOffset now)
{
    /// <summary>Through a city, stops at lights included: 14–40 km/h.</summary>
    private const double SlowestMetresPerSecond = 4;
    private const double FastestMetresPerSecond = 11;

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

    public void GoTo(Position place, Chance chance)
    {
        Wait(TimeSpan.FromSeconds(place.DistanceTo(At).Value / chance.Between(SlowestMetresPerSecond, FastestMetresPerSecond)));
        At = place;
    }

    public void Wait(TimeSpan time) => Now += time;

    public void WaitUntil(DateTimeOffset time) => Now = time > Now ? time : Now;
}
