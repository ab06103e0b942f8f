using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Cli.Simulation.World;

/// <summary>Does after each visit what the service's reader of the journal does: counts, looks at history, raises signals.</summary>
internal sealed class HistoryReader(CodeKeyRing keys)
{
    private readonly Dictionary<DeviceId, List<DateTimeOffset>> _wrongByDevice = [];
    private HandOverCounts _fleet = HandOverCounts.None;

    /// <summary>R17: a courier's wrong comparisons, and those under the name of the device, whoever used it.</summary>
    public Standing StandingOf(Courier courier)
    {
        var device = _wrongByDevice.GetValueOrDefault(courier.Phone.Id, []);
        return courier.History.Wrong.Count + device.Count == 0 ? Standing.Clean : new Standing([.. courier.History.Wrong], [.. device]);
    }

    /// <param name="parcel">Whose.</param>
    /// <param name="courier">Who came.</param>
    /// <param name="visit">What was sent.</param>
    /// <param name="isStranger">He was refused as one who may not deliver it (R18).</param>
    /// <param name="verdict">On an attempt.</param>
    public void Read(Parcel parcel, Courier courier, Visit visit, bool isStranger, AttemptVerdict? verdict = null)
    {
        var past = new PastVisit(
            parcel.Delivery.Id,
            parcel.Door.Position,
            visit.Device.Id,
            courier.Now,
            visit.Fix?.Position,
            visit.Fix?.Accuracy);
        if (verdict is not null)
            Count(courier, CountsOf(verdict));
        if (verdict?.Outcome == AttemptOutcome.WrongCode)
            CountWrong(courier, visit.Device.Id);

        var codeOf = verdict?.Outcome == AttemptOutcome.WrongCode ? CodeOf(parcel, courier, (Attempt)visit) : null;
        var facts = new HistoryFacts(past, courier.History.Visits, courier.History.Counts, _fleet, codeOf?.Delivery.Id);

        // The fold does not look at what a signal is about: the delivery's own id will do.
        foreach (var signal in SignalRules.Of(facts))
            Raise(parcel, signal, isStranger ? courier.Id : null);
        if (codeOf is { } owner)
            Raise(owner, SignalRules.CodeTypedElsewhere(parcel.Delivery.Id));
        courier.History.Add(past);
    }

    private static void Raise(Parcel parcel, Signal signal, CourierId? stranger = null) =>
        parcel.Delivery = parcel.Delivery.Raise(signal, parcel.Delivery.Id.Value, stranger)?.After ?? parcel.Delivery;

    private void CountWrong(Courier courier, DeviceId device)
    {
        courier.History.AddWrong(courier.Now);
        if (!_wrongByDevice.TryGetValue(device, out var times))
            _wrongByDevice[device] = times = [];
        times.Insert(0, courier.Now);
    }

    public void Count(Courier courier, HandOverCounts counts)
    {
        courier.History.Add(counts);
        if (courier.IsHonest)
            _fleet += counts;
    }

    private static HandOverCounts CountsOf(AttemptVerdict verdict) => HandOverCounts.None with
    {
        Attempts = 1,
        Refused = verdict.Compared ? 0 : 1,
        Wrong = verdict.Outcome == AttemptOutcome.WrongCode ? 1 : 0,
        Accepted = verdict.Outcome == AttemptOutcome.Accepted ? 1 : 0,
        Late = verdict is { Outcome: AttemptOutcome.Accepted, Session: > 1 } ? 1 : 0,
    };

    private Parcel? CodeOf(Parcel parcel, Courier courier, Attempt attempt) => courier.Van
        .FirstOrDefault(other => other != parcel
            && other.Delivery.CodeAt(courier.Now) is { } code
            && keys.Compare(other.Delivery.Id, other.Delivery.Generation, code, [], attempt.Presented.Code!).IsMatch);
}
