using System.Security.Claims;
using DeliveryOtp.Api.Access;
using DeliveryOtp.Domain.Journal;
using Microsoft.AspNetCore.Authentication;

namespace DeliveryOtp.Api.Pages.Console;

/// <summary>Signs support staff in by their key. Failures are counted with those of the API, by address.</summary>
internal sealed class SupportSignIn(ApiKeyVerifier keys, ConsoleTickets tickets, SignInThrottle throttle)
{
    private const string Malformed = "This key is unknown or revoked. Check that all of it was pasted.";

    /// <summary>What is wrong, as a sentence; null: they are signed in, with a ticket of their own.</summary>
    public async Task<string?> TryAsync(HttpContext http, string? key, CancellationToken cancel)
    {
        var presented = key?.Trim() ?? string.Empty;
        if (presented.Length == 0)
            return "Paste your support key.";
        if (throttle.Refuses(http, presented) is { } early)
            return TooMany(early.WaitS);
        if (await keys.VerifyAsync(presented, cancel) is not { } caller)
            return throttle.CountFailure(http) is { } refusal ? TooMany(refusal.WaitS) : Malformed;
        if (caller.Role != ActorRole.Support)
            return "This is not a support key. The console is for support staff: a retailer makes keys of the role support.";

        await SignInAsync(http, ConsoleTickets.OfKey(caller, await keys.NameOfAsync(caller, cancel)));
        return null;
    }

    private static string TooMany(int waitS) => $"Too many sign-ins from this address failed. Try again in {waitS} seconds.";

    /// <summary>Whatever ticket there was is dropped: nobody signs in to a session that somebody else began.</summary>
    public async Task SignInAsync(HttpContext http, ClaimsPrincipal who)
    {
        await http.SignOutAsync(ConsoleAccess.Scheme);
        await http.SignInAsync(ConsoleAccess.Scheme, who, tickets.Begin());
        http.User = who;
    }
}
