using DeliveryOtp.Cli.Simulation.Assumed;
using DeliveryOtp.Cli.Simulation.World;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Cli.Simulation.Honesty;

/// <summary>
/// "I'm at the door." Who is refused for his place tries again a little later or in the street, where the sky is; on a delivery
/// that is assigned to nobody he has himself assigned in the end.
/// </summary>
internal sealed class HonestArrival(Service service, Chance chance)
{
    /// <summary>Posts an arrival where one is wanted, and elsewhere where the app does so; false: it was wanted, and refused for good.</summary>
    public bool Announce(Courier courier, Parcel parcel, HonestVisit visit)
    {
        if (service.Policy.RequiresArrival || parcel.Delivery.Visits.Sessions > 0)
            return Arrive(courier, parcel, visit);
        if (chance.Happens(Assumptions.PostsArrival))
            Post(courier, parcel, visit);
        return true;
    }

    /// <summary>As often as he has patience, and after a call perhaps once more.</summary>
    public bool Arrive(Courier courier, Parcel parcel, HonestVisit visit)
    {
        for (var tries = 0; tries < chance.ValueOf(Assumptions.Patience); tries++)
        {
            var outcome = Post(courier, parcel, visit);
            if (IsOpen(outcome))
                return BackAtDoor(courier, parcel);
            if (outcome == ArrivalOutcome.LocationUnverified)
                courier.WalkTo(parcel.Door.Position.Away(chance.Between(10, 25), chance), chance);
            courier.Wait(chance.Seconds(20, 40));
        }

        return parcel.Delivery.Courier is null && GetsAssigned(courier, parcel) && IsOpen(Post(courier, parcel, visit)) && BackAtDoor(courier, parcel);
    }

    private ArrivalOutcome Post(Courier courier, Parcel parcel, HonestVisit visit)
    {
        var outcome = service.Arrive(parcel, courier, chance);
        if (!IsOpen(outcome))
            visit.AddRefusal(EnumName<ArrivalOutcome>.Of(outcome));
        return outcome;
    }

    private bool GetsAssigned(Courier courier, Parcel parcel)
    {
        courier.Wait(chance.Lasts(Assumptions.AssignsAfter));
        if (!chance.Happens(Assumptions.AssignsByPhone))
            return false;
        service.Change(parcel, new CourierChange(courier.Id), courier.Now);
        return true;
    }

    private bool BackAtDoor(Courier courier, Parcel parcel)
    {
        if (courier.At != parcel.Door.Position)
            courier.WalkTo(parcel.Door.Position, chance);
        return true;
    }

    private static bool IsOpen(ArrivalOutcome outcome) => outcome is ArrivalOutcome.Opened or ArrivalOutcome.AlreadyOpen;
}
