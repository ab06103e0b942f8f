using DeliveryOtp.Cli.Simulation.Frauds;
using DeliveryOtp.Cli.Simulation.World;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Cli.Simulation.Reporting;

/// <summary>How the cases of one fraud, or of one of its variants, ended.</summary>
internal sealed class FraudTally
{
    private readonly int[] _endings = new int[Enum.GetValues<Ending>().Length];

    public int Cases { get; private set; }

    /// <summary>Cases in which somebody gave the courier a live code: without one there is little to prevent.</summary>
    public int GotCode { get; private set; }

    public EvidenceTally Evidence { get; } = new();

    public int this[Ending ending] => _endings[(int)ending];

    public int AcceptedWithoutReview => this[Ending.AcceptedAndContested] + this[Ending.AcceptedUnnoticed];

    public double Rate(Ending ending) => Cases == 0 ? 0 : (double)this[ending] / Cases;

    public void Add(Story story)
    {
        Cases++;
        GotCode += story.GotCode ? 1 : 0;
        _endings[(int)story.Stolen.Max(EndingOf)]++;
        foreach (var parcel in story.Stolen)
            Evidence.Add(parcel);
    }

    public void Add(FraudTally other)
    {
        Cases += other.Cases;
        GotCode += other.GotCode;
        for (var ending = 0; ending < _endings.Length; ending++)
            _endings[ending] += other._endings[ending];
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

/// <summary>What accepted deliveries rest on.</summary>
internal sealed class EvidenceTally
{
    public int Accepted { get; private set; }

    public int ArrivedInside { get; private set; }

    public int Revealed { get; private set; }

    public int AttemptedInside { get; private set; }

    public int Received { get; private set; }

    public int Contested { get; private set; }

    public void Add(Parcel parcel)
    {
        if (parcel.Evidence is not { } evidence)
            return;
        Accepted++;
        ArrivedInside += evidence.Arrival == PlaceVerdict.Inside ? 1 : 0;
        Revealed += evidence.IsRevealed ? 1 : 0;
        AttemptedInside += evidence.Attempt == PlaceVerdict.Inside ? 1 : 0;
        Received += parcel.Delivery.Visits.IsReceived ? 1 : 0;
        Contested += parcel.Delivery.Status == Domain.Deliveries.DeliveryStatus.Contested ? 1 : 0;
    }

    public void Add(EvidenceTally other)
    {
        Accepted += other.Accepted;
        ArrivedInside += other.ArrivedInside;
        Revealed += other.Revealed;
        AttemptedInside += other.AttemptedInside;
        Received += other.Received;
        Contested += other.Contested;
    }
}
