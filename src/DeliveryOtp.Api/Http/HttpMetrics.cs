using System.Diagnostics.Metrics;
using DeliveryOtp.Api.Http.Budgets;

namespace DeliveryOtp.Api.Http;

/// <summary>Requests that met a problem, by kind: R15 wants the malformed ones counted. And which budgets were used up (R21).</summary>
internal sealed class HttpMetrics : ICounters
{
    public const string MeterName = "DeliveryOtp.Http";

    private const string Problem = "problem";
    private const string Budget = "budget";

    private readonly Counter<long> _problems;
    private readonly Counter<long> _refusals;

    public HttpMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _problems = meter.CreateCounter<long>("deliveryotp.problems", "{request}", "Requests answered with a problem, by kind.");
        _refusals = meter.CreateCounter<long>("deliveryotp.budget_refusals", "{request}", "Requests refused because a budget of the caller was used up.");
    }

    void ICounters.StartAtZero()
    {
        _problems.StartAtZero(Problem, ProblemKind.All.Select(kind => kind.Name));
        _refusals.StartAtZero(Budget, BudgetName.All);
    }

    public void CountProblem(ProblemKind kind) => _problems.Add(1, Problem, kind.Name);

    /// <param name="budget">One of <see cref="BudgetName.All"/>.</param>
    public void CountRefusal(string budget) => _refusals.Add(1, Budget, budget);
}
