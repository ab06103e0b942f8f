namespace DeliveryOtp.Domain.Signals;

internal sealed class RecipientChanged : VisitSignal
{
    private static readonly TimeSpan Recent = TimeSpan.FromHours(24);

    public override string Name => "recipient_changed";

    public override int Weight => 40;

    public override string Meaning => "Accepted within 24 hours after the recipient's contact or the destination was changed: the parcel may have been led to somebody else.";

    public override Signal? Look(VisitFacts facts) =>
        facts is { IsAccepted: true, Delivery.Visits.RecipientChangedAt: { } at } && facts.Now - at <= Recent
            ? Say($"recipient or destination was changed {(facts.Now - at).TotalMinutes:F0} minutes before")
            : null;
}
