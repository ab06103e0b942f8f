using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.Signals;

/// <summary>Adds up what entries say about hand-overs: for the courier, the device and the fleet.</summary>
internal sealed class HandOverTally
{
    private static readonly string Accepted = EnumName<AttemptOutcome>.Of(AttemptOutcome.Accepted);
    private static readonly string Wrong = EnumName<AttemptOutcome>.Of(AttemptOutcome.WrongCode);

    private readonly Dictionary<HandOverSubject, HandOverCounts> _added = [];

    public IReadOnlyDictionary<HandOverSubject, HandOverCounts> Added => _added;

    public static HandOverSubject[] SubjectsOf(RetailerId retailer, CourierId courier, DeviceId device) =>
    [
        HandOverSubject.Fleet(retailer),
        HandOverSubject.Courier(retailer, courier),
        HandOverSubject.Device(retailer, device),
    ];

    public void CountAttempt(StoredEntry attempt) => Add(attempt.RetailerId, attempt.Courier!, attempt.Device!, new HandOverCounts(
        Attempts: 1,
        Refused: attempt.PresentedDigest is null ? 1 : 0,
        Wrong: attempt.Outcome == Wrong ? 1 : 0,
        Accepted: attempt.Outcome == Accepted ? 1 : 0,
        Late: IsLate(attempt) ? 1 : 0,
        Contested: 0));

    public void CountContest(RetailerId retailer, CourierId courier, DeviceId device) =>
        Add(retailer, courier, device, HandOverCounts.None with { Contested = 1 });

    /// <summary>Only an acceptance can be late, so that nothing else is read whole.</summary>
    private static bool IsLate(StoredEntry attempt) => attempt.Outcome == Accepted
        && ((StoredAttempted)attempt.Content).Signals.Any(signal => signal.Name == "late_acceptance");

    private void Add(RetailerId retailer, CourierId courier, DeviceId device, HandOverCounts counts)
    {
        foreach (var subject in SubjectsOf(retailer, courier, device))
            _added[subject] = _added.GetValueOrDefault(subject, HandOverCounts.None) + counts;
    }
}
