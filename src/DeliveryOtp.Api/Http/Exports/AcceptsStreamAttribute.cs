using Microsoft.AspNetCore.Mvc.ActionConstraints;

namespace DeliveryOtp.Api.Http.Exports;

/// <summary>Selects the action for requests that would rather have a stream than a page.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AcceptsStreamAttribute : Attribute, IActionConstraint
{
    public int Order => 0;

    public bool Accept(ActionConstraintContext context) => ExportFormat.WantedBy(context.RouteContext.HttpContext.Request) is not null;
}
