using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Domain.Signals;

/// <summary>
/// Not in the rules' first table. Without it, a courier who has his location off when he types gathers 15 points however
/// often he does it, whether he ever was at the door or not.
/// </summary>
internal sealed class PlaceUnproven : VisitSignal
{
    /// <summary>How soon after an arrival at the door an attempt can't have come from anywhere else.</summary>
    private static readonly TimeSpan StillThere = TimeSpan.FromSeconds(60);

    public override string Name => "place_unproven";

    public override int Weight => 45;

    public override string Meaning =>
        "Accepted though nothing proves the place: neither arrival nor attempt was inside, or the attempt has no usable fix, or one that excludes the door for all its inaccuracy.";

    public override Signal? Look(VisitFacts facts) =>
        facts is { IsAccepted: true, Place.Verdict: not PlaceVerdict.Inside } ? Explain(facts) : null;

    private Signal? Explain(VisitFacts facts) => facts switch
    {
        { Session: null } or { Session.Place: not PlaceVerdict.Inside } => Say($"neither arrival nor attempt was verified to be at the door"),
        _ when facts.Now - facts.Session!.OpenedAt <= StillThere => null,
        { Visit.Fix: null } => Say($"the device had a location at the arrival, and none when it was accepted"),
        { Visit.Fix: { } fix } when facts.Now - fix.CapturedAt > PlaceGate.FreshFor =>
            Say($"the location was fresh at the arrival, and stale when it was accepted"),
        { Visit.Fix.Accuracy: null } => Say($"the location had no accuracy when it was accepted"),
        { Visit.Fix.Accuracy: { } accuracy, Place.Distance: { } distance } when distance - accuracy > new Metres(facts.Delivery.Policy.RadiusM) =>
            Say($"the fix is {distance.Value:F0} m away, with an accuracy of {accuracy.Value:F0} m"),
        _ => null,
    };
}
