namespace DeliveryOtp.Cli.Simulation.Reporting;

/// <summary>A run and what it counted.</summary>
internal sealed record Result(SimulatedRun Run, Tally Tally)
{
    public string Release => Domain.EnumName<Domain.Deliveries.CodeRelease>.Of(Run.Policy.CodeRelease);

    public IReadOnlyList<Claim> Claims => Claim.AllOf(Tally);
}
