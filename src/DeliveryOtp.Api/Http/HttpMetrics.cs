using System.Diagnostics.Metrics;

namespace DeliveryOtp.Api.Http;

/// <summary>Requests that met a problem, by kind: R15 wants the malformed ones counted.</summary>
internal sealed class HttpMetrics
{
    public const string MeterName = "DeliveryOtp.Http";

    private readonly Counter<long> _problems;

    public HttpMetrics(IMeterFactory meters) => _problems = meters.Create(MeterName)
        .CreateCounter<long>("deliveryotp.problems", "{request}", "Requests answered with a problem, by kind.");

    public void CountProblem(ProblemKind kind) =>
        _problems.Add(1, new KeyValuePair<string, object?>("problem", kind.Name));
}
