namespace DeliveryOtp.Api.Http.Budgets;

/// <summary>Which of a recipient's budgets an endpoint uses.</summary>
internal enum LinkBudget
{
    /// <summary>`GET /v1/tracking`, and opening streams.</summary>
    Reads,

    /// <summary>The taps that stop nothing.</summary>
    Taps,

    /// <summary>The taps that stop the code: in no budget.</summary>
    Stops,
}

/// <summary>
/// R20, R21: what a link may ask in a minute, on each replica. Reading uses up nothing that a tap needs, and what stops the code (a
/// hide, a report, a denial) is in no budget. An endpoint without the attribute is none of a recipient's, and asked for in vain it is a read.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class LinkBudgetAttribute(LinkBudget budget) : Attribute
{
    public LinkBudget Budget => budget;
}

/// <summary>The endpoint streams a whole result: a retailer may have few of them open at once.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class ExportBudgetAttribute : Attribute;

/// <summary>What the endpoint does is remembered by every replica for hours: few of it are enough.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RevocationBudgetAttribute : Attribute;
