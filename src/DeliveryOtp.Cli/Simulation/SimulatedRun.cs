using DeliveryOtp.Cli.Simulation.Assumed;
using DeliveryOtp.Cli.Simulation.Reporting;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Cli.Simulation;

/// <summary>So many deliveries under one policy. The same numbers for the same arguments, on any number of cores.</summary>
internal sealed record SimulatedRun(int Deliveries, ulong Seed, DeliveryPolicy Policy, ChangedAssumption? Changed = null)
{
    /// <summary>Big enough for a fleet to have a rate, small enough to share out.</summary>
    private const int DeliveriesOfARegion = 5000;

    /// <param name="advance">Told of so many more.</param>
    /// <param name="cores">At most so many at a time; −1: as many as there are.</param>
    /// <param name="cancel">Ends it early.</param>
    public Tally Play(Action<int> advance, int cores = -1, CancellationToken cancel = default)
    {
        var regions = (Deliveries + DeliveriesOfARegion - 1) / DeliveriesOfARegion;
        var tallies = new Tally[regions];
        Parallel.For(0, regions, new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = cores }, number =>
        {
            var share = (Deliveries * (long)(number + 1) / regions) - (Deliveries * (long)number / regions);
            tallies[number] = new Region(number, Seed, Policy, Changed).Run((int)share, advance);
        });

        var sum = new Tally();
        foreach (var tally in tallies)
            sum.Add(tally);
        return sum;
    }
}
