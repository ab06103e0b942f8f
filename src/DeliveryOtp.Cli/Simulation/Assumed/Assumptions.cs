using System.Reflection;

namespace DeliveryOtp.Cli.Simulation.Assumed;

/// <summary>Every assumption. Here: where couriers go, and what their phones know.</summary>
internal static partial class Assumptions
{
    public static readonly Assumption NobodyHome = Assumption.Share(
        "nobody is at home at the first visit", 0.05,
        "Carriers speak of 5–8 % of first visits; who knows that a code is wanted is at home rather more often.");

    public static readonly Assumption NobodyHomeAgain = Assumption.Share(
        "nor at the second, on the same day", 0.3,
        "Who was out at ten is often back from an errand by noon, and as often at work until the evening.");

    public static readonly Assumption Unassigned = Assumption.Share(
        "the delivery is assigned to nobody", 0.1,
        "Carriers plan routes by courier. A tenth: parcels that changed vans in the depot, and small shops that don't know who comes.");

    public static readonly Assumption DrivingSpeed = new(
        "driving through a city", 7.5, Measure.MetresPerSecond,
        "27 km/h, lights and parking included; 14–40 km/h (half to one and a half times as much).");

    public static readonly Assumption PostsArrival = Assumption.Share(
        "an arrival is posted that nothing asks for (on_issue)", 0.7,
        "Apps that were made for this service do so by themselves; others were adapted in a hurry.");

    public static readonly Assumption HasBarcode = Assumption.Share(
        "a barcode is set on the delivery", 0.5,
        "Large carriers scan at the door anyway; small ones hand over what has the right name on it.");

    public static readonly Assumption ScansWrong = Assumption.Share(
        "another parcel's barcode is scanned first", 0.002,
        "Warehouses count some wrong picks in a thousand, and a van is a small warehouse.");

    public static readonly Assumption ChangesPhone = Assumption.Share(
        "a courier gets another phone in the middle of a day", 0.005,
        "Once in two hundred days: broken, empty, left in the van of a colleague.");

    public static readonly Assumption WrongClock = Assumption.Share(
        "a phone's clock is 2–10 minutes off", 0.003,
        "Phones set their clocks from the network; somebody has to have switched that off.");

    public static readonly Assumption GpsError = new(
        "a fix under open sky is off by", 8, Measure.Metres,
        "Half of a phone's fixes in a city are nearer than that, and 95 of 100 nearer than 45 m; its own word of its accuracy scales along.");

    public static readonly Assumption Canyons = Assumption.Share(
        "a door stands between high walls", 0.05,
        "Most people live in streets as wide as their houses are high; a twentieth in old towns, courtyards and towers.");

    public static readonly Assumption CanyonError = new(
        "a fix between high walls is off by", 75, Measure.Metres,
        "Mirrored signals put a phone into the next street or the one after it: 30–120 m, with an accuracy reported as 20–150 m.");

    public static readonly Assumption NoFix = Assumption.Share(
        "a phone has no fix at a door", 0.02,
        "Stairwells, cellars, and locations that are switched off: one visit in fifty.");

    public static readonly Assumption NoFixAgain = Assumption.Share(
        "none at the door, and none minutes later either", 0.5,
        "Stairwells stay stairwells; but somebody opens a door, or walks a floor up.");

    public static readonly Assumption NoFixInStreet = Assumption.Share(
        "none at the door, and none in the street either", 0.1,
        "Under the sky a phone finds satellites within half a minute, unless its location is switched off or broken.");

    public static readonly Assumption Patience = new(
        "tries of a courier who is refused for his place", 3, Measure.Count,
        "Twenty minutes a stop are lost with more; after three he phones, or goes on.");

    public static readonly Assumption AssignsByPhone = Assumption.Share(
        "the retailer is reached by phone and assigns him", 0.9,
        "Couriers have a dispatcher's number, and dispatchers work as long as couriers do; one call in ten rings out.");

    public static readonly Assumption AssignsAfter = Assumption.Seconds(
        "until he is assigned by phone", 240, 0.6,
        "Waiting in the queue, telling which parcel, a few clicks.");

    private static readonly Lazy<IReadOnlyList<Assumption>> Declared = new(() =>
    [
        .. typeof(Assumptions)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(Assumption))
            .OrderBy(field => field.MetadataToken)
            .Select(field => (Assumption)field.GetValue(null)!),
    ]);

    /// <summary>By reflection, so that none can be left out of the sensitivity table.</summary>
    public static IReadOnlyList<Assumption> All => Declared.Value;
}
