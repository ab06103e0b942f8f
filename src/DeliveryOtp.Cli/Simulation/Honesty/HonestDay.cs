using DeliveryOtp.Cli.Simulation.Assumed;
using DeliveryOtp.Cli.Simulation.Reporting;
using DeliveryOtp.Cli.Simulation.World;

namespace DeliveryOtp.Cli.Simulation.Honesty;

/// <summary>A route of honest hand-overs, and in the end a second round to those who were not at home.</summary>
internal sealed class HonestDay(Service service, Chance chance)
{
    private readonly HonestHandOver _handOver = new(service, chance);

    public void Drive(Courier courier, int stops, HonestTally tally)
    {
        var changesPhoneAt = chance.Happens(Assumptions.ChangesPhone) ? chance.Below(stops) : -1;
        courier.Van.AddRange(Load(courier, stops));
        List<(Parcel Parcel, HonestVisit First)> missed = [];
        for (var stop = 0; stop < stops; stop++)
        {
            if (stop == changesPhoneAt)
                courier.Phone = Phone.Any(chance);
            var parcel = courier.Van[0];
            var visit = _handOver.Visit(courier, parcel, chance.ValueOf(Assumptions.NobodyHome));
            courier.Van.Remove(parcel);
            if (visit.IsNobodyHome)
                missed.Add((parcel, visit));
            else
                tally.Add(parcel, visit);
        }

        SecondRound(courier, missed, tally);
    }

    private void SecondRound(Courier courier, List<(Parcel Parcel, HonestVisit First)> missed, HonestTally tally)
    {
        courier.Wait(TimeSpan.FromHours(chance.Between(0.5, 2)));
        foreach (var (parcel, first) in missed)
        {
            var visit = _handOver.Visit(courier, parcel, chance.ValueOf(Assumptions.NobodyHomeAgain));
            if (visit.IsNobodyHome)
                tally.AddReturned(first, visit);
            else
                tally.Add(parcel, visit, first);
        }
    }

    private List<Parcel> Load(Courier courier, int stops)
    {
        List<Parcel> load = new(stops);
        var from = courier.At;
        for (var stop = 0; stop < stops; stop++)
        {
            var door = City.NextDoor(from, chance);
            load.Add(service.Issue(door, chance.Happens(Assumptions.Unassigned) ? null : courier.Id, courier.Now, chance));
            from = door.Position;
        }

        return load;
    }
}
