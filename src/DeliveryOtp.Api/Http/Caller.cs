using System.Security.Claims;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Http;

/// <summary>Who is calling, as the sign-in proved it.</summary>
/// <param name="Role">What the caller may do.</param>
/// <param name="Retailer">The tenant; null for the admin, who belongs to none.</param>
/// <param name="Id">The API key's or token's id.</param>
/// <param name="Courier">Who carries the token, for couriers.</param>
/// <param name="Delivery">Whose recipient it is, for recipients.</param>
/// <param name="LinkVersion">By which of the links, for recipients.</param>
public sealed record Caller(
    ActorRole Role,
    RetailerId? Retailer,
    string Id,
    CourierId? Courier = null,
    DeliveryId? Delivery = null,
    int? LinkVersion = null)
{
    public Actor Actor => new(Role, Id);

    /// <summary>The API key that made the courier's token; null: an earlier version made it, or there is no token.</summary>
    public Guid? ApiKey { get; init; }

    /// <summary>
    /// Whose idempotency keys it uses: the retailer's, whichever of its API keys it comes with; a courier's, whatever the token; the
    /// recipient's, whatever the link. The journal computes the same of its entries.
    /// </summary>
    public string Principal => Role switch
    {
        ActorRole.Courier => $"courier:{Courier?.Value}",
        ActorRole.Support => $"support:{Id}",
        _ => EnumName<ActorRole>.Of(Role),
    };

    /// <summary>The tenant of a caller that has one.</summary>
    public RetailerId Tenant => Retailer ?? throw new InvalidOperationException("The admin has no tenant.");

    internal static Caller Of(ClaimsPrincipal user) =>
        (user.Identity as CallerIdentity)?.Caller ?? throw new InvalidOperationException("Nobody is signed in.");
}

/// <summary>The identity of a caller: the role, which is what the framework asks for, and the caller itself.</summary>
internal class CallerIdentity(Caller caller, string scheme)
    : ClaimsIdentity([new Claim(ClaimTypes.Role, EnumName<ActorRole>.Of(caller.Role))], scheme)
{
    public Caller Caller => caller;
}

/// <summary>The names of the roles, as <c>[Authorize(Roles = …)]</c> wants them.</summary>
internal static class Roles
{
    public const string Admin = "admin";
    public const string Retailer = "retailer";
    public const string Courier = "courier";
    public const string Support = "support";
    public const string Recipient = "recipient";
}
