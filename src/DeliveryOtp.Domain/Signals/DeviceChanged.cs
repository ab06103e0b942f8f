namespace DeliveryOtp.Domain.Signals;

internal sealed class DeviceChanged : VisitSignal
{
    public override string Name => SignalNames.DeviceChanged;

    public override int Weight => SignalNames.DeviceChangedWeight;

    public override string Meaning => "The attempt came from another device than the one that arrived.";

    public override Signal? Look(VisitFacts facts) =>
        facts.IsOnAnotherDevice ? Say($"another device opened the doorstep session") : null;
}
