namespace DeliveryOtp.Domain.Signals;

internal sealed class CourierPattern : HistorySignal
{
    public const string RuleName = "courier_pattern";

    /// <summary>Fewer hand-overs say nothing about a person.</summary>
    private const int LeastHandOvers = 20;
    private const int LeastSuspect = 3;

    public override string Name => RuleName;

    public override int Weight => 30;

    public override string Meaning =>
        "The courier's rate of refused, late or contested hand-overs is above the fleet's: the lower bound of its 95 % Wilson interval is. From 20 hand-overs and 3 such ones on.";

    public override Signal? Look(HistoryFacts facts)
    {
        if (facts.Courier.Attempts < LeastHandOvers || facts.Courier.Suspect < LeastSuspect)
            return null;
        var lower = WilsonInterval.Of(Math.Min(facts.Courier.Suspect, facts.Courier.Attempts), facts.Courier.Attempts).Lower;
        var fleet = (double)facts.Fleet.Suspect / facts.Fleet.Attempts;
        return lower > fleet
            ? Say($"at least {lower:P1} of this courier's attempts were refused, late or contested; {fleet:P1} in the fleet")
            : null;
    }
}
