using DeliveryOtp.Cli.Simulation.Assumed;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Cli.Simulation.World;

/// <summary>How a phone comes by the fix that it sends.</summary>
internal abstract class Locating
{
    public static readonly Locating Off = new SwitchedOff();

    /// <param name="truly">Where the phone is.</param>
    /// <param name="door">The door that it is at; null: none.</param>
    /// <param name="deviceNow">The device's clock.</param>
    /// <param name="chance">For the noise.</param>
    public abstract Fix? Take(Position truly, Door? door, DateTimeOffset deviceNow, Chance chance);

    private sealed class SwitchedOff : Locating
    {
        public override Fix? Take(Position truly, Door? door, DateTimeOffset deviceNow, Chance chance) => null;
    }
}

/// <summary>An honest receiver, as bad as receivers are.</summary>
internal sealed class Receiver : Locating
{
    private Door? _door;
    private Position _place;
    private bool _hadFix;

    public override Fix? Take(Position truly, Door? door, DateTimeOffset deviceNow, Chance chance)
    {
        if (door is null || !ReferenceEquals(door, _door))
            (_door, _place, _hadFix) = (door, truly, !chance.Happens(Assumptions.NoFix));
        else if (truly == _place)
            _hadFix = !chance.Happens(_hadFix ? NoFixAfterFix(chance) : chance.ValueOf(Assumptions.NoFixAgain));
        else if (!_hadFix)
            return chance.Happens(Assumptions.NoFixInStreet) ? null : Measure(truly, door, deviceNow, chance);

        return _hadFix ? Measure(truly, door, deviceNow, chance) : null;
    }

    private static Fix Measure(Position truly, Door? door, DateTimeOffset deviceNow, Chance chance)
    {
        var (error, accuracy) = door is { IsCanyon: true } ? GpsNoise.Canyon(chance) : GpsNoise.OpenSky(chance);
        return new Fix(truly.Away(error, chance), accuracy, deviceNow - chance.Seconds(0, 5), "gps");
    }

    /// <summary>So that as many of the second visits to a door have none as of the first.</summary>
    private static double NoFixAfterFix(Chance chance)
    {
        var none = chance.ValueOf(Assumptions.NoFix);
        return none * (1 - chance.ValueOf(Assumptions.NoFixAgain)) / (1 - none);
    }
}

/// <summary>Only the rough location is allowed to the app: the place is true, and reported as vague.</summary>
internal sealed class Coarse(double accuracyM) : Locating
{
    public override Fix? Take(Position truly, Door? door, DateTimeOffset deviceNow, Chance chance) =>
        new(truly.Away(chance.Between(0, accuracyM / 2), chance), new Metres(accuracyM), deviceNow, "network");
}

/// <summary>A place that was set by hand.</summary>
/// <param name="where">The place.</param>
/// <param name="jitterM">Moved by so much at random, to look alive; 0: not at all.</param>
/// <param name="saysMock">The platform tells on it.</param>
internal sealed class Spoof(Position where, double jitterM, bool saysMock) : Locating
{
    public override Fix? Take(Position truly, Door? door, DateTimeOffset deviceNow, Chance chance) => new(
        jitterM > 0 ? where.Away(chance.Between(1, jitterM), chance) : where,
        new Metres(jitterM > 0 ? chance.Between(6, 20) : 10),
        deviceNow - chance.Seconds(0, 3),
        "gps",
        saysMock);
}

/// <summary>A fix that was taken before and is sent now.</summary>
internal sealed class Stored(Fix? fix) : Locating
{
    public override Fix? Take(Position truly, Door? door, DateTimeOffset deviceNow, Chance chance) => fix;
}
