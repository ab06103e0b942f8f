using DeliveryOtp.Cli.Simulation.Honesty;
using DeliveryOtp.Cli.Simulation.World;

namespace DeliveryOtp.Cli.Simulation.Reporting;

/// <summary>What the rules did to honest couriers.</summary>
internal sealed class HonestTally
{
    public int Deliveries { get; private set; }

    /// <summary>A well-meant arrival or the right digits were refused at least once.</summary>
    public int RefusedOnce { get; private set; }

    /// <summary>The recipient stood there, and the courier had to leave with the parcel.</summary>
    public int TurnedAway { get; private set; }

    /// <summary>Nobody was at home twice; the parcel went back, which is no rule's fault.</summary>
    public int Returned { get; private set; }

    public int Review { get; private set; }

    /// <summary>Of those, second visits: nobody had been at home before.</summary>
    public int ReviewOfSecondVisits { get; private set; }

    /// <summary>How often each signal was on a delivery that was marked for review.</summary>
    public SortedDictionary<string, int> SignalsOfReview { get; } = new(StringComparer.Ordinal);

    /// <summary>And why they were refused first, of those who were.</summary>
    public SortedDictionary<string, int> FirstRefusals { get; } = new(StringComparer.Ordinal);

    /// <summary>Accepted while the recipient said that a courier is in front of them.</summary>
    public int Witnessed { get; private set; }

    public double RefusedRate => Rate(RefusedOnce);

    public double TurnedAwayRate => Rate(TurnedAway);

    public double ReviewRate => Rate(Review);

    /// <param name="parcel">Handed over, or taken along again.</param>
    /// <param name="visit">How it went.</param>
    /// <param name="first">The visit before, at which nobody was at home; null: there was none.</param>
    public void Add(Parcel parcel, HonestVisit visit, HonestVisit? first = null)
    {
        Deliveries++;
        CountRefusals(first, visit);
        TurnedAway += visit.IsRefused ? 1 : 0;
        Witnessed += parcel.Evidence is { IsWitnessed: true } ? 1 : 0;
        if (!parcel.Delivery.Review)
            return;
        Review++;
        ReviewOfSecondVisits += first is null ? 0 : 1;
        foreach (var signal in parcel.Delivery.Signals.Keys)
            Count(SignalsOfReview, signal, 1);
    }

    public void Add(HonestTally other)
    {
        Deliveries += other.Deliveries;
        RefusedOnce += other.RefusedOnce;
        TurnedAway += other.TurnedAway;
        Returned += other.Returned;
        Witnessed += other.Witnessed;
        Review += other.Review;
        ReviewOfSecondVisits += other.ReviewOfSecondVisits;
        foreach (var (signal, count) in other.SignalsOfReview)
            Count(SignalsOfReview, signal, count);
        foreach (var (refusal, count) in other.FirstRefusals)
            Count(FirstRefusals, refusal, count);
    }

    public void AddReturned(HonestVisit first, HonestVisit second)
    {
        Deliveries++;
        Returned++;
        CountRefusals(first, second);
    }

    private void CountRefusals(HonestVisit? first, HonestVisit visit)
    {
        if ((first?.FirstRefusal ?? visit.FirstRefusal) is not { } refusal)
            return;
        RefusedOnce++;
        Count(FirstRefusals, refusal, 1);
    }

    private static void Count(SortedDictionary<string, int> counts, string name, int count) =>
        counts[name] = counts.GetValueOrDefault(name) + count;

    private double Rate(int count) => Deliveries == 0 ? 0 : (double)count / Deliveries;
}
