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

    public double RefusedRate => Rate(RefusedOnce);

    public double TurnedAwayRate => Rate(TurnedAway);

    public double ReviewRate => Rate(Review);

    public void Add(Parcel parcel, bool isTurnedAway, int refusals, bool isSecond)
    {
        Deliveries++;
        RefusedOnce += refusals > 0 ? 1 : 0;
        TurnedAway += isTurnedAway ? 1 : 0;
        if (!parcel.Delivery.Review)
            return;
        Review++;
        ReviewOfSecondVisits += isSecond ? 1 : 0;
        foreach (var signal in parcel.Delivery.Signals.Keys)
            Count(signal, 1);
    }

    public void Add(HonestTally other)
    {
        Deliveries += other.Deliveries;
        RefusedOnce += other.RefusedOnce;
        TurnedAway += other.TurnedAway;
        Returned += other.Returned;
        Review += other.Review;
        ReviewOfSecondVisits += other.ReviewOfSecondVisits;
        foreach (var (signal, count) in other.SignalsOfReview)
            Count(signal, count);
    }

    public void AddReturned(int refusals)
    {
        Deliveries++;
        Returned++;
        RefusedOnce += refusals > 0 ? 1 : 0;
    }

    private void Count(string signal, int count) =>
        SignalsOfReview[signal] = SignalsOfReview.GetValueOrDefault(signal) + count;

    private double Rate(int count) => Deliveries == 0 ? 0 : (double)count / Deliveries;
}
