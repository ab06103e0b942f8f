using DeliveryOtp.Cli.Simulation.Frauds;
using DeliveryOtp.Cli.Simulation.World;

namespace DeliveryOtp.Cli.Simulation.Reporting;

/// <summary>How the cases of one fraud, or of one of its variants, ended.</summary>
internal sealed class FraudTally
{
    private readonly int[] _endings = new int[Enum.GetValues<Ending>().Length];

    public int Cases { get; private set; }

    /// <summary>Cases in which somebody gave the courier a live code: without one there is little to prevent.</summary>
    public int GotCode { get; private set; }

    /// <summary>Cases in which the page said "accepted" to a recipient at the door, within a second and during a showing.</summary>
    public int AcceptedWhileShown { get; private set; }

    /// <summary>And the recipient looked at it then.</summary>
    public int Seen { get; private set; }

    /// <summary>Honest hand-overs of parcels in which somebody had had a hand.</summary>
    public HonestTally Afterwards { get; } = new();

    public EvidenceTally Evidence { get; } = new();

    public int this[Ending ending] => _endings[(int)ending];

    public int AcceptedWithoutReview => this[Ending.AcceptedAndContested] + this[Ending.AcceptedUnnoticed];

    public double WithoutReviewRate => Rate(Ending.AcceptedAndContested) + Rate(Ending.AcceptedUnnoticed);

    public double Rate(Ending ending) => Cases == 0 ? 0 : (double)this[ending] / Cases;

    public void Add(Story story)
    {
        Cases++;
        GotCode += story.GotCode ? 1 : 0;
        AcceptedWhileShown += story.AcceptedWhileShown > 0 ? 1 : 0;
        Seen += story.Seen > 0 ? 1 : 0;
        _endings[(int)story.Stolen.Select(EndingOf).Append(Ending.Prevented).Max()]++;
        foreach (var parcel in story.Stolen)
            Evidence.Add(parcel);
        foreach (var (parcel, visit) in story.Afterwards)
            Afterwards.Add(parcel, visit);
    }

    public void Add(FraudTally other)
    {
        Cases += other.Cases;
        GotCode += other.GotCode;
        for (var ending = 0; ending < _endings.Length; ending++)
            _endings[ending] += other._endings[ending];
        AcceptedWhileShown += other.AcceptedWhileShown;
        Seen += other.Seen;
        Afterwards.Add(other.Afterwards);
        Evidence.Add(other.Evidence);
    }

    private static Ending EndingOf(Parcel parcel) => parcel switch
    {
        { IsAccepted: false } => Ending.Prevented,
        { Delivery.Review: true } => Ending.AcceptedForReview,
        { Delivery.Status: Domain.Deliveries.DeliveryStatus.Contested } => Ending.AcceptedAndContested,
        _ => Ending.AcceptedUnnoticed,
    };
}
