namespace DeliveryOtp.Domain.Doorstep;

/// <summary>What the device looked like, by its own word.</summary>
public sealed record Device
{
    public required DeviceId Id { get; init; }

    /// <summary>android, ios, …</summary>
    public string? Platform { get; init; }

    public string? Manufacturer { get; init; }

    public string? Model { get; init; }

    public string? OsVersion { get; init; }

    public string? AppVersion { get; init; }

    public bool IsRooted { get; init; }

    public bool IsEmulator { get; init; }

    /// <summary>cellular, wifi, …</summary>
    public string? Network { get; init; }

    /// <summary>0–100.</summary>
    public int? BatteryPercent { get; init; }
}
