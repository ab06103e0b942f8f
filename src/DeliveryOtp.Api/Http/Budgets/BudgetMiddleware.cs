namespace DeliveryOtp.Api.Http.Budgets;

/// <summary>
/// Asks for the budgets of whoever is signed in. A refusal takes its time: a client that doesn't read <c>Retry-After</c> waits all
/// the same, and four hundred of them leave the machine to the others.
/// </summary>
internal sealed class BudgetMiddleware(RequestDelegate next, RequestBudgets budgets)
{
    private const int MostPaused = 2_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static int _paused;

    public Task InvokeAsync(HttpContext context)
    {
        if ((context.User.Identity as CallerIdentity)?.Caller is not { } caller)
            return next(context);
        var endpoint = context.GetEndpoint();
        if (budgets.Take(caller, endpoint) is { } refusal)
            return RefuseAsync(context, refusal);
        return RequestBudgets.NeedsPlace(caller, endpoint) ? InPlaceAsync(context, caller, endpoint) : next(context);
    }

    /// <summary>Beyond a number of paused requests the connection ends instead.</summary>
    public static async Task RefuseAsync(HttpContext context, BudgetRefusal refusal)
    {
        await PauseAsync(context);
        await refusal.WriteAsync(context);
    }

    private async Task InPlaceAsync(HttpContext context, Caller caller, Endpoint? endpoint)
    {
        using var place = await budgets.EnterAsync(caller, endpoint, context.RequestAborted);
        if (place.Refusal is { } refusal)
        {
            await RefuseAsync(context, refusal);
            return;
        }

        if (budgets.RepeatsStops(caller, context))
        {
            // It is done by then, and the place is the next one's.
            context.Response.OnStarting(() =>
            {
                place.Dispose();
                return PauseAsync(context);
            });
        }

        await next(context);
    }

    private static async Task PauseAsync(HttpContext context)
    {
        try
        {
            if (Interlocked.Increment(ref _paused) > MostPaused)
                context.Response.Headers.Connection = "close";
            else
                await Task.Delay(Pause, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            Interlocked.Decrement(ref _paused);
        }
    }
}
