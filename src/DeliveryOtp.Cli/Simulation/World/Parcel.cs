using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Cli.Simulation.World;

/// <summary>A parcel, the door that it is for, and its delivery as the rules see it now.</summary>
internal sealed class Parcel(Delivery delivery, Door door)
{
    public Delivery Delivery { get; set; } = delivery;

    public Door Door { get; } = door;

    /// <summary>What an acceptance rests on; null while there is none.</summary>
    public Evidence? Evidence { get; set; }

    public bool IsAccepted => Delivery.Status is DeliveryStatus.Delivered or DeliveryStatus.Contested;
}

/// <summary>What an acceptance rests on, whoever denies it later.</summary>
/// <param name="Arrival">Where the arrival was by the evidence; null: none was posted.</param>
/// <param name="IsWitnessed">The recipient said, there and then, that a courier is in front of them (R9).</param>
/// <param name="Attempt">Where the attempt was by the evidence.</param>
internal sealed record Evidence(PlaceVerdict? Arrival, bool IsWitnessed, PlaceVerdict Attempt);
