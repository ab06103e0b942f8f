using System.Diagnostics.Metrics;
using DeliveryOtp.Api.Persistence.Rows;

namespace DeliveryOtp.Api.Access;

/// <summary>What the operator watches of credentials. No metric says whose.</summary>
public sealed class AccessMetrics : ICounters
{
    private static readonly string[] Credentials = [CredentialEventRow.ApiKey, CredentialEventRow.CourierToken];
    private static readonly string[] Events = [CredentialEventRow.Made, CredentialEventRow.Revoked];

    private readonly Counter<long> _events;
    private readonly Counter<long> _failures;

    public AccessMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("DeliveryOtp.Access");
        _events = meter.CreateCounter<long>("deliveryotp.credential_events", "{event}", "Credentials made and revoked.");
        _failures = meter.CreateCounter<long>("deliveryotp.failed_sign_ins", "{request}", "Sign-ins that failed, at the API and at the console.");
    }

    void ICounters.StartAtZero()
    {
        foreach (var (credential, happened) in Credentials.SelectMany(credential => Events.Select(happened => (credential, happened))))
            Count(credential, happened, 0);
        _failures.StartAtZero();
    }

    internal void Count(CredentialEventRow recorded) => Count(recorded.Credential, recorded.Event, 1);

    internal void CountFailure() => _failures.Add(1);

    private void Count(string credential, string happened, long more) => _events.Add(
        more,
        new KeyValuePair<string, object?>("credential", credential),
        new KeyValuePair<string, object?>("event", happened));
}
