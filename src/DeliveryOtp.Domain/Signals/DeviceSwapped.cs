namespace DeliveryOtp.Domain.Signals;

/// <summary>
/// Not in the rules' first table. A courier may have a new phone, and <c>device_changed</c> weighs little; but nobody changes
/// phones between ringing the bell and typing the code. Together both mark the delivery for review.
/// </summary>
internal sealed class DeviceSwapped : VisitSignal
{
    public override string Name => "device_swapped";

    public override int Weight => 35;

    public override string Meaning => "The device changed within one doorstep session: a colleague's phone typed the code.";

    public override Signal? Look(VisitFacts facts) =>
        facts.IsOnAnotherDevice ? Say($"the session was opened on one device, the code typed on another") : null;
}
