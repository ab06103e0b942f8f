using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Http.Budgets;
using DeliveryOtp.Domain.Codes;
using Microsoft.AspNetCore.Authentication;

namespace DeliveryOtp.Api.Access;

/// <summary>
/// Bounds failed sign-ins per address. Once they are used up, a credential that would have to be looked up is refused without a
/// look, unless it was good a moment ago or proves itself: courier tokens and links are made with the service's own keys, and always pass.
/// </summary>
internal sealed class SignInThrottle(RequestBudgets budgets, RecentCredentials recent, ApiKeyVerifier keys, CodeKeyRing ring, AccessMetrics metrics)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        // The handler remembers its verdict on the request; the middleware before this one keeps it only where it is good.
        if (context.User.Identity?.IsAuthenticated is true
            || (await context.AuthenticateAsync()).Failure is null
            || CountFailure(context) is not { } refusal)
        {
            await next(context);
            return;
        }

        await refusal.WriteAsync(context);
    }

    /// <summary>Looks a credential up in its turn: few at once from one address. Null: nobody's, or not even looked up.</summary>
    public async ValueTask<Caller?> LookUpAsync(HttpContext context, string credential, Func<string, ValueTask<Caller?>> lookUp)
    {
        // Who was good a moment ago waits for nobody.
        if (recent.Contains(credential))
        {
            var known = await lookUp(credential);
            if (known is null)
                recent.Forget(credential);
            return known;
        }

        using var turn = await budgets.EnterLookUpAsync(context);
        if (turn.Refusal is not null || RefusesUnknown(context, credential) is not null)
            return null;
        var caller = await lookUp(credential);
        if (caller is not null)
            recent.Remember(credential);
        return caller;
    }

    /// <summary>Not null: the credential is not even looked up.</summary>
    public BudgetRefusal? Refuses(HttpContext context, string credential) =>
        recent.Contains(credential) ? null : RefusesUnknown(context, credential);

    /// <summary>Counts a sign-in that failed, here or elsewhere than in a header. Null: more may follow.</summary>
    public BudgetRefusal? CountFailure(HttpContext context)
    {
        metrics.CountFailure();
        return budgets.TakeFailedSignIn(context);
    }

    private BudgetRefusal? RefusesUnknown(HttpContext context, string credential) =>
        budgets.LookAtFailedSignIns(context) is { } refusal && !keys.IsAdminKey(credential) && !IsOwnLink(credential) ? refusal : null;

    private bool IsOwnLink(string credential) => RecipientLink.TryParse(credential, out var link) && ring.FindVersion(link) is not null;
}
