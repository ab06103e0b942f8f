namespace DeliveryOtp.Domain.Signals;

internal sealed class LateAcceptance : VisitSignal
{
    public override string Name => "late_acceptance";

    public override int Weight => 30;

    public override string Meaning => "Accepted in a later session than the first one: the courier had been at the door before, without a hand-over. Not where the recipient says that a courier is in front of them (R9).";

    public override Signal? Look(VisitFacts facts) => facts is { IsAccepted: true, IsWitnessed: false, Session.Number: > 1 }
        ? Say($"accepted in session {facts.Session.Number} of this delivery")
        : null;
}
