namespace DeliveryOtp.Domain.Signals;

internal sealed class CourierChanged : VisitSignal
{
    public override string Name => "courier_changed";

    public override int Weight => 60;

    public override string Meaning => "The attempt came from another courier than the one who arrived: the code was passed on.";

    public override Signal? Look(VisitFacts facts) => facts is { IsAccepted: true, Session: { } session } && session.Courier != facts.Visit.Courier
            ? Say($"another courier opened the doorstep session")
            : null;
}
