using System.Diagnostics.Metrics;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Api.Doorstep;

/// <summary>What the operator watches at the doorstep. No metric carries a code, a courier or a place.</summary>
public sealed class DoorstepMetrics : ICounters
{
    public const string MeterName = "DeliveryOtp.Doorstep";

    private const string Outcome = "outcome";

    private readonly Counter<long> _arrivals;
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _lockOuts;
    private readonly Counter<long> _replays;
    private readonly Counter<long> _cutOff;
    private readonly Histogram<int> _sets;

    public DoorstepMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _arrivals = meter.CreateCounter<long>("deliveryotp.arrivals", "{arrival}", "Recorded arrivals by outcome.");
        _attempts = meter.CreateCounter<long>("deliveryotp.attempts", "{attempt}", "Recorded attempts by outcome.");
        _lockOuts = meter.CreateCounter<long>("deliveryotp.lock_outs", "{delivery}", "Deliveries locked by a third wrong code.");
        _replays = meter.CreateCounter<long>("deliveryotp.attempt_replays", "{request}", "Repeated requests that found their verdict.");
        _cutOff = meter.CreateCounter<long>("deliveryotp.visits_cut_off", "{visit}", "Refused visits of a flood, which are counted and not recorded (R13).");
        _sets = meter.CreateHistogram<int>("deliveryotp.doorstep_sets", "{request}", "Requests that shared a commit.");
    }

    void ICounters.StartAtZero()
    {
        _arrivals.StartAtZero(Outcome, EnumName<ArrivalOutcome>.All);
        _attempts.StartAtZero(Outcome, EnumName<AttemptOutcome>.All);
        _lockOuts.StartAtZero();
        _replays.StartAtZero();
        _cutOff.StartAtZero();
    }

    internal void CountSet(int visits) => _sets.Record(visits);

    internal void Count(VisitResult? result)
    {
        switch (result)
        {
            case VisitResult.Recorded { Replayed: true }:
                _replays.Add(1);
                break;
            case VisitResult.CutOff:
                _cutOff.Add(1);
                break;
            case VisitResult.NotFound or VisitResult.Busy or VisitResult.SealBroken or VisitResult.KeyReused or null:
                break;
            case VisitResult.Recorded { Response: ArrivalResponse arrival }:
                _arrivals.Add(1, Outcome, EnumName<ArrivalOutcome>.Of(arrival.Outcome));
                break;
            case VisitResult.Recorded { Response: AttemptResponse attempt }:
                _attempts.Add(1, Outcome, EnumName<AttemptOutcome>.Of(attempt.Outcome));
                if (attempt is { Outcome: AttemptOutcome.WrongCode, DeliveryStatus: DeliveryStatus.Locked })
                    _lockOuts.Add(1);
                break;
        }
    }
}
