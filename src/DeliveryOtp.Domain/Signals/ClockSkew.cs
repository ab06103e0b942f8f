namespace DeliveryOtp.Domain.Signals;

internal sealed class ClockSkew : VisitSignal
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(120);

    public override string Name => "clock_skew";

    public override int Weight => 10;

    public override string Meaning => "The device clock is off by more than 120 s. Times are the server's; this one may have been set.";

    /// <summary>A fix from the future gives the clock away as well; one from the past is only old.</summary>
    public override Signal? Look(VisitFacts facts) => facts.Visit switch
    {
        var visit when visit.CapturedAt - facts.Now is var skew && skew.Duration() > Tolerated =>
            Say($"the device clock is {skew.TotalSeconds:F0} s off"),
        { Fix: { } fix } when fix.CapturedAt - facts.Now is var ahead && ahead > Tolerated =>
            Say($"the fix is from {ahead.TotalSeconds:F0} s ahead"),
        _ => null,
    };
}
