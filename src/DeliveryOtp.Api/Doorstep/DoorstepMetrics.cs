using System.Diagnostics.Metrics;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Api.Doorstep;

/// <summary>What the operator watches at the doorstep. No metric carries a code, a courier or a place.</summary>
public sealed class DoorstepMetrics
{
    public const string MeterName = "DeliveryOtp.Doorstep";

    private readonly Counter<long> _attempts;
    private readonly Counter<long> _lockOuts;
    private readonly Counter<long> _replays;

    public DoorstepMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _attempts = meter.CreateCounter<long>("deliveryotp.attempts", "{attempt}", "Recorded attempts by outcome.");
        _lockOuts = meter.CreateCounter<long>("deliveryotp.lock_outs", "{delivery}", "Deliveries locked by a third wrong code.");
        _replays = meter.CreateCounter<long>("deliveryotp.attempt_replays", "{request}", "Repeated requests that found their verdict.");
    }

    internal void Count(AttemptResult? result)
    {
        if (result is not AttemptResult.Recorded recorded)
            return;
        if (recorded.Replayed)
        {
            _replays.Add(1);
            return;
        }

        var response = recorded.Response;
        _attempts.Add(1, new KeyValuePair<string, object?>("outcome", EnumName<AttemptOutcome>.Of(response.Outcome)));
        if (response is { Outcome: AttemptOutcome.WrongCode, DeliveryStatus: DeliveryStatus.Locked })
            _lockOuts.Add(1);
    }
}
