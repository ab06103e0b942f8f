namespace DeliveryOtp.Domain.Signals;

internal sealed class NoAttemptAtDoor : VisitSignal
{
    public override string Name => "no_attempt_at_door";

    public override int Weight => 60;

    public override string Meaning => "A session closed with no attempt at all, and a later attempt was accepted: the case from the news.";

    public override Signal? Look(VisitFacts facts) => facts is { IsAccepted: true, Delivery.Visits.HadSilentSession: true }
        ? Say($"an earlier doorstep session ended without a single attempt")
        : null;
}
