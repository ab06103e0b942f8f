using DeliveryOtp.Cli.Simulation.Assumed;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Cli.Simulation.World;

/// <summary>What a courier carries.</summary>
internal sealed class Phone(DeviceId id)
{
    public DeviceId Id { get; } = id;

    public Locating Locating { get; set; } = new Receiver();

    /// <summary>Device clock minus true time.</summary>
    public TimeSpan ClockOff { get; set; }

    public bool IsRooted { get; set; }

    public bool IsEmulator { get; set; }

    public Device Describe() => new()
    {
        Id = Id,
        Platform = "android",
        IsRooted = IsRooted,
        IsEmulator = IsEmulator,
    };

    /// <summary>Fresh from the shop; a few have a clock that nobody set.</summary>
    public static Phone Any(Chance chance)
    {
        var phone = new Phone(new DeviceId(chance.Id().ToString()));
        if (chance.Happens(Assumptions.WrongClock))
            phone.ClockOff = chance.Seconds(120, 600) * (chance.Happens(0.5) ? 1 : -1);
        return phone;
    }
}
