namespace DeliveryOtp.Api.Http.Budgets;

/// <summary>Asks for the budgets of whoever is signed in.</summary>
internal sealed class BudgetMiddleware(RequestDelegate next, RequestBudgets budgets)
{
    public Task InvokeAsync(HttpContext context)
    {
        if ((context.User.Identity as CallerIdentity)?.Caller is not { } caller)
            return next(context);
        var endpoint = context.GetEndpoint();
        if (budgets.Take(caller, endpoint) is { } refusal)
            return refusal.WriteAsync(context);
        return RequestBudgets.NeedsPlace(caller, endpoint) ? InPlaceAsync(context, caller, endpoint) : next(context);
    }

    private async Task InPlaceAsync(HttpContext context, Caller caller, Endpoint? endpoint)
    {
        using var place = await budgets.EnterAsync(caller, endpoint, context.RequestAborted);
        if (place.Refusal is { } refusal)
        {
            await refusal.WriteAsync(context);
            return;
        }

        RefusalPause.Hold(context, place.Lease);
        await next(context);
    }
}
