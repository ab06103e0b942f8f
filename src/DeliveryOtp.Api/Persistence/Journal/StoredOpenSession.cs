using System.Text.Json;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Persistence.Journal;

/// <summary>The session that was opened last.</summary>
internal sealed record StoredOpenSession
{
    public int Number { get; set; }

    public DateTimeOffset OpenedAt { get; set; }

    public DateTimeOffset ClosesAt { get; set; }

    public StoredName? Courier { get; set; }

    public StoredName? Device { get; set; }

    public PlaceVerdict Place { get; set; }

    public bool ByArrival { get; set; }

    public StoredShowing? Showing { get; set; }

    public int Starts { get; set; }

    public int Extensions { get; set; }

    public int Attempts { get; set; }

    public static StoredOpenSession Of(DoorstepSession session) => new()
    {
        Number = session.Number,
        OpenedAt = session.OpenedAt,
        ClosesAt = session.ClosesAt,
        Courier = new StoredName(session.Courier.Value),
        Device = new StoredName(session.Device.Value),
        Place = session.Place,
        ByArrival = session.ByArrival,
        Showing = session.Showing is { } showing ? new StoredShowing(showing.Number, showing.Until) : null,
        Starts = session.Starts,
        Extensions = session.Extensions,
        Attempts = session.Attempts,
    };

    public DoorstepSession ToSession() => new()
    {
        Number = Number,
        OpenedAt = OpenedAt,
        ClosesAt = ClosesAt,
        Courier = (Courier ?? throw Torn()).ToCourier(),
        Device = new DeviceId((Device ?? throw Torn()).Value),
        Place = Place,
        ByArrival = ByArrival,
        Showing = Showing is { } showing ? new Showing(showing.Number, showing.Until) : null,
        Starts = Starts,
        Extensions = Extensions,
        Attempts = Attempts,
    };

    private static JsonException Torn() => new("A session has no courier or no device.");
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
