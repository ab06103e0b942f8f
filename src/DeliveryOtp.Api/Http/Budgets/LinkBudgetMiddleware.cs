using DeliveryOtp.Domain.Codes;

namespace DeliveryOtp.Api.Http.Budgets;

/// <summary>
/// Asks for the budgets of recipients' links before their sign-in: a link proves itself by the service's keys, so what is too much costs no
/// look at the database. Each of a delivery's links has budgets of its own: whoever has an earlier one uses up nothing of the next.
/// </summary>
internal sealed class LinkBudgetMiddleware(RequestDelegate next, RequestBudgets budgets, CodeKeyRing ring)
{
    public Task InvokeAsync(HttpContext context) =>
        BearerCredential.Of(context.Request) is { } credential
        && RecipientLink.TryParse(credential, out var link)
        && ring.FindVersion(link) is { } version
            ? AskAsync(context, new LinkId(link.DeliveryId, version))
            : next(context);

    private async Task AskAsync(HttpContext context, LinkId link)
    {
        var endpoint = context.GetEndpoint();
        if (budgets.Take(link, endpoint) is { } refusal)
        {
            await refusal.WriteAsync(context);
            return;
        }

        if (RequestBudgets.Lasts(endpoint))
        {
            await next(context);
            return;
        }

        using var place = await budgets.EnterAsync(link, context.RequestAborted);
        RefusalPause.Hold(context, place.Lease);
        if (budgets.RepeatsStops(link, endpoint))
            context.Response.OnStarting(() => RefusalPause.WaitAsync(context)); // It is done by then.
        await next(context);
    }
}
