using System.Globalization;
using System.Security.Claims;
using DeliveryOtp.Api.Access;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace DeliveryOtp.Api.Pages.Console;

/// <summary>
/// What the console's cookie holds, encrypted: who signed in, for which retailer, and when. A key is looked at with every
/// request, so that its revocation ends what it began.
/// </summary>
internal sealed class ConsoleTickets(ApiKeyVerifier keys, TimeProvider time)
{
    private const string KeyClaim = "key";
    private const string PersonClaim = "person";
    private const string RetailerClaim = "retailer";
    private const string SignedInAt = "signed_in_at";

    /// <summary>A ticket is written anew no oftener than this, so that the idle time is told to the minute.</summary>
    private static readonly TimeSpan RenewalTime = TimeSpan.FromMinutes(1);

    /// <summary>Who holds an API key.</summary>
    public static ClaimsPrincipal OfKey(Caller caller, string name) => Of(KeyClaim, caller.Id, caller.Tenant, name);

    /// <summary>Who somebody is in journals whom a provider knows.</summary>
    public static string ActorIdOf(string subject) => $"oidc:{subject}";

    /// <summary>Whom a provider knows.</summary>
    public static ClaimsPrincipal OfPerson(string subject, RetailerId retailer, string name) =>
        Of(PersonClaim, subject, retailer, name);

    /// <summary>A session of its own for each sign-in.</summary>
    public AuthenticationProperties Begin(AuthenticationProperties? session = null)
    {
        session ??= new AuthenticationProperties();
        session.Items[SignedInAt] = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return session;
    }

    /// <summary>For how long the session goes on if nothing more is asked.</summary>
    public TimeSpan LeftOf(AuthenticationProperties? session)
    {
        // A ticket that is not a minute old is not written anew.
        var idle = ConsoleAccess.IdleTime - RenewalTime;
        return session is not null && SinceOf(session) is { } since && since + ConsoleAccess.SessionTime - time.GetUtcNow() is var left && left < idle
            ? left
            : idle;
    }

    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (context.Principal is { } ticket && !IsOver(context.Properties) && await FindAsync(ticket, context.HttpContext.RequestAborted) is { } caller)
        {
            context.ReplacePrincipal(new ClaimsPrincipal(new ConsoleIdentity(caller, ticket.Claims, ticket.FindFirstValue(ClaimTypes.Name)!)));
            context.ShouldRenew = time.GetUtcNow() - context.Properties.IssuedUtc >= RenewalTime;
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(ConsoleAccess.Scheme);
    }

    private bool IsOver(AuthenticationProperties session) =>
        SinceOf(session) is not { } since || time.GetUtcNow() - since >= ConsoleAccess.SessionTime;

    private static DateTimeOffset? SinceOf(AuthenticationProperties session) =>
        session.Items.TryGetValue(SignedInAt, out var text)
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var since)
            ? DateTimeOffset.FromUnixTimeSeconds(since)
            : null;

    private async Task<Caller?> FindAsync(ClaimsPrincipal ticket, CancellationToken cancel)
    {
        if (ticket.FindFirstValue(PersonClaim) is { } subject)
            return new Caller(ActorRole.Support, new RetailerId(Guid.Parse(ticket.FindFirstValue(RetailerClaim)!)), ActorIdOf(subject));
        return Guid.TryParse(ticket.FindFirstValue(KeyClaim), out var key)
            && await keys.FindAsync(key, cancel) is { Role: ActorRole.Support } caller
            ? caller
            : null;
    }

    /// <summary>The name identifier is what a form's token is bound to.</summary>
    private static ClaimsPrincipal Of(string kind, string id, RetailerId retailer, string name) => new(new ClaimsIdentity(
        [
            new Claim(kind, id),
            new Claim(ClaimTypes.NameIdentifier, $"{kind}:{id}"),
            new Claim(RetailerClaim, retailer.Value.ToString()),
            new Claim(ClaimTypes.Name, name),
            new Claim(ClaimTypes.Role, Roles.Support),
        ],
        ConsoleAccess.Scheme));
}

/// <summary>Support staff at the console.</summary>
internal sealed class ConsoleIdentity : CallerIdentity
{
    public ConsoleIdentity(Caller caller, IEnumerable<Claim> ticket, string name)
        : base(caller, ConsoleAccess.Scheme)
    {
        DisplayName = name;
        // Kept for the ticket that is written anew from this identity.
        AddClaims(ticket.Where(claim => claim.Type != ClaimTypes.Role));
    }

    /// <summary>The key's name, or the person's.</summary>
    public string DisplayName { get; }
}
