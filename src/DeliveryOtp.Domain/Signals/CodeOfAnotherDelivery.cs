namespace DeliveryOtp.Domain.Signals;

internal sealed class CodeOfAnotherDelivery : HistorySignal
{
    public override string Name => "code_of_another_delivery";

    public override int Weight => 60;

    public override string Meaning =>
        "The digits are wrong here, but are the live code of another delivery to the same address or by the same courier: the recipient was asked for the wrong one.";

    public static Signal TypedElsewhere(DeliveryId typedAt) => new CodeOfAnotherDelivery()
        .Say($"this delivery's live code was typed at the hand-over of delivery {typedAt}");

    public override Signal? Look(HistoryFacts facts) =>
        facts.CodeOf is { } other ? Say($"the digits are the live code of delivery {other}") : null;
}
