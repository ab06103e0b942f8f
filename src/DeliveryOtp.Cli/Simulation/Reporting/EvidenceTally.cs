using DeliveryOtp.Cli.Simulation.World;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Cli.Simulation.Reporting;

/// <summary>What accepted deliveries rest on.</summary>
internal sealed class EvidenceTally
{
    public int Accepted { get; private set; }

    public int ArrivedInside { get; private set; }

    public int Witnessed { get; private set; }

    public int AttemptedInside { get; private set; }

    public int Received { get; private set; }

    public int Contested { get; private set; }

    public void Add(Parcel parcel)
    {
        if (parcel.Evidence is not { } evidence)
            return;
        Accepted++;
        ArrivedInside += evidence.Arrival == PlaceVerdict.Inside ? 1 : 0;
        Witnessed += evidence.IsWitnessed ? 1 : 0;
        AttemptedInside += evidence.Attempt == PlaceVerdict.Inside ? 1 : 0;
        Received += parcel.Delivery.Visits.IsReceived ? 1 : 0;
        Contested += parcel.Delivery.Status == Domain.Deliveries.DeliveryStatus.Contested ? 1 : 0;
    }

    public void Add(EvidenceTally other)
    {
        Accepted += other.Accepted;
        ArrivedInside += other.ArrivedInside;
        Witnessed += other.Witnessed;
        AttemptedInside += other.AttemptedInside;
        Received += other.Received;
        Contested += other.Contested;
    }
}
