using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Cli.Simulation.World;

/// <summary>What a courier's app sends: the truth of the moment, as the phone tells it.</summary>
internal static class Ask
{
    private const string Token = "token";

    /// <summary>A door is in view of whoever is nearer than this.</summary>
    private const double AtDoorM = 30;

    public static Arrival Arrival(Courier courier, Parcel parcel, Chance chance)
    {
        var deviceNow = courier.Now + courier.Phone.ClockOff;
        return new Arrival
        {
            Courier = courier.Id,
            TokenId = Token,
            Fix = courier.Phone.Locating.Take(courier.At, InView(courier, parcel.Door), deviceNow, chance),
            Device = courier.Phone.Describe(),
            CapturedAt = deviceNow,
        };
    }

    public static Attempt Attempt(Courier courier, Parcel parcel, string digits, Chance chance)
    {
        var deviceNow = courier.Now + courier.Phone.ClockOff;
        return new Attempt
        {
            Courier = courier.Id,
            TokenId = Token,
            Presented = new PresentedCode(digits),
            Scan = courier.ScanOf(parcel),
            Fix = courier.Phone.Locating.Take(courier.At, InView(courier, parcel.Door), deviceNow, chance),
            Device = courier.Phone.Describe(),
            CapturedAt = deviceNow,
        };
    }

    private static Door? InView(Courier courier, Door door) =>
        courier.At.DistanceTo(door.Position).Value <= AtDoorM ? door : null;
}
