namespace DeliveryOtp.Domain.Signals;

internal sealed class CompromisedDevice : VisitSignal
{
    public override string Name => "compromised_device";

    public override int Weight => 40;

    public override string Meaning => "The device is rooted or an emulator: whatever it says may be made up.";

    public override Signal? Look(VisitFacts facts) => facts.Visit.Device switch
    {
        { IsRooted: true, IsEmulator: true } => Say($"the device is a rooted emulator"),
        { IsRooted: true } => Say($"the device is rooted"),
        { IsEmulator: true } => Say($"the device is an emulator"),
        _ => null,
    };
}
