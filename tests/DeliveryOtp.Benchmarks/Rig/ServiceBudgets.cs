using System.Globalization;

namespace DeliveryOtp.Benchmarks.Rig;

/// <summary>What one caller may ask of the service in a run.</summary>
internal enum ServiceBudgets
{
    /// <summary>Counted as for everybody, and more than one machine can use up: a few callers make the whole load.</summary>
    Plenty,

    /// <summary>What production has when nobody sets any.</summary>
    Default,
}

/// <summary>The settings that they are.</summary>
internal static class BudgetSettings
{
    private const int Plenty = 1_000_000;

    private static readonly string[] Rates = ["RetailerKey", "SupportKey", "Courier"];

    public static void AddTo(IDictionary<string, string?> environment, ServiceBudgets budgets)
    {
        if (budgets is ServiceBudgets.Default)
            return;
        foreach (var rate in Rates)
        {
            environment[$"DeliveryOtp__Budgets__{rate}__PerSecond"] = Plenty.ToString(CultureInfo.InvariantCulture);
            environment[$"DeliveryOtp__Budgets__{rate}__Burst"] = Plenty.ToString(CultureInfo.InvariantCulture);
        }
    }
}
