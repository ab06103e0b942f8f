namespace DeliveryOtp.Domain.Signals;

internal sealed class LateAcceptance : VisitSignal
{
    public override string Name => "late_acceptance";

    public override int Weight => 30;

    public override string Meaning => "Accepted in a later session than the first one: the courier had been at the door before, without a hand-over.";

    public override Signal? Look(VisitFacts facts) => facts is { IsAccepted: true, Session.Number: > 1 }
        ? Say($"accepted in session {facts.Session.Number} of this delivery")
        : null;
}
