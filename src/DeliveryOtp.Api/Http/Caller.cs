using System.Security.Claims;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Http;

/// <summary>Who is calling, as the sign-in proved it.</summary>
/// <param name="Role">What the caller may do.</param>
/// <param name="Retailer">The tenant; null for the admin, who belongs to none.</param>
/// <param name="Id">The API key's or token's id.</param>
/// <param name="Courier">Who carries the token, for couriers.</param>
public sealed record Caller(ActorRole Role, RetailerId? Retailer, string Id, CourierId? Courier = null)
{
    private const string RetailerClaim = "retailer_id";
    private const string IdClaim = "jti";
    private const string CourierClaim = "sub";

    public Actor Actor => new(Role, Id);

    /// <summary>The tenant of a caller that has one.</summary>
    public RetailerId Tenant => Retailer ?? throw new InvalidOperationException("The admin has no tenant.");

    public ClaimsIdentity ToIdentity(string scheme)
    {
        List<Claim> claims = [new(ClaimTypes.Role, EnumName<ActorRole>.Of(Role)), new(IdClaim, Id)];
        if (Retailer is { } retailer)
            claims.Add(new Claim(RetailerClaim, retailer.ToString()));
        if (Courier is { } courier)
            claims.Add(new Claim(CourierClaim, courier.Value));
        return new ClaimsIdentity(claims, scheme);
    }

    internal static Caller Of(ClaimsPrincipal user) => new(
        EnumName<ActorRole>.Parse(user.FindFirstValue(ClaimTypes.Role)!),
        user.FindFirstValue(RetailerClaim) is { } retailer ? new RetailerId(Guid.Parse(retailer)) : null,
        user.FindFirstValue(IdClaim)!,
        user.FindFirstValue(CourierClaim) is { } courier ? new CourierId(courier) : null);
}

/// <summary>The names of the roles, as <c>[Authorize(Roles = …)]</c> wants them.</summary>
internal static class Roles
{
    public const string Admin = "admin";
    public const string Retailer = "retailer";
    public const string Courier = "courier";
    public const string Support = "support";
}
