namespace DeliveryOtp.Domain.Signals;

internal sealed class MockLocation : VisitSignal
{
    public override string Name => "mock_location";

    public override int Weight => 60;

    public override string Meaning => "The device reports that its location was injected.";

    public override Signal? Look(VisitFacts facts) => facts.Visit.Fix is { IsMock: true } ? Say($"the device reports a mock location") : null;
}
