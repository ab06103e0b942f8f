using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Persistence.Journal;

/// <summary>The session that was opened last.</summary>
internal sealed record StoredOpenSession(
    int Number,
    DateTimeOffset OpenedAt,
    DateTimeOffset ClosesAt,
    StoredName Courier,
    StoredName Device,
    PlaceVerdict Place,
    bool ByArrival,
    StoredShowing? Showing,
    int Starts,
    int Extensions,
    int Attempts)
{
    public static StoredOpenSession Of(DoorstepSession session) => new(
        session.Number,
        session.OpenedAt,
        session.ClosesAt,
        new StoredName(session.Courier.Value),
        new StoredName(session.Device.Value),
        session.Place,
        session.ByArrival,
        session.Showing is { } showing ? new StoredShowing(showing.Number, showing.Until) : null,
        session.Starts,
        session.Extensions,
        session.Attempts);

    public DoorstepSession ToSession() => new()
    {
        Number = Number,
        OpenedAt = OpenedAt,
        ClosesAt = ClosesAt,
        Courier = Courier.ToCourier(),
        Device = new DeviceId(Device.Value),
        Place = Place,
        ByArrival = ByArrival,
        Showing = Showing is { } showing ? new Showing(showing.Number, showing.Until) : null,
        Starts = Starts,
        Extensions = Extensions,
        Attempts = Attempts,
    };
}

internal sealed record StoredShowing(int Number, DateTimeOffset Until);

/// <summary>The name of a courier or a device.</summary>
internal sealed record StoredName(string Value)
{
    public static StoredName Of(CourierId courier) => new(courier.Value);

    public CourierId ToCourier() => new(Value);
}

internal sealed record StoredWrongTry(DateTimeOffset At, StoredName Courier, StoredPosition? Position)
{
    public static StoredWrongTry Of(WrongTry wrong) => new(
        wrong.At,
        StoredName.Of(wrong.Courier),
        wrong.Position is { } position ? new StoredPosition(position.Latitude, position.Longitude) : null);

    public WrongTry ToWrongTry() =>
        new(At, Courier.ToCourier(), Position is { } position ? new Position(position.Latitude, position.Longitude) : null);
}

internal sealed record StoredPosition(double Latitude, double Longitude);

internal sealed record StoredLiftedLock(DateTimeOffset At, StoredName[] Couriers);

internal sealed record StoredRefusals(int Count, DateTimeOffset FirstAt, DateTimeOffset LastAt);
