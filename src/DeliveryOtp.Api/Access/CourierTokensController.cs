using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Http.Budgets;
using DeliveryOtp.Domain;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Access;

/// <summary>Courier tokens.</summary>
[Route("/v1/courier-tokens")]
[Tags("Access")]
public sealed class CourierTokensController(CourierTokenService tokens) : ApiController
{
    /// <summary>Issues a token with which one courier's app may look at deliveries and post arrivals and attempts, for at most 12 hours.</summary>
    /// <response code="201">The token.</response>
    [HttpPost(Name = "createCourierToken")]
    [Authorize(Roles = Roles.Retailer)]
    [ProducesResponseType<CreateCourierTokenResponse>(StatusCodes.Status201Created)]
    public async Task<IActionResult> Create(CreateCourierTokenRequest request, CancellationToken cancel)
    {
        var lifetimeS = request.ExpiresIn ?? CourierTokens.LongestLifetimeS;
        var (token, id) = await tokens.CreateAsync(Caller, new CourierId(request.CourierId!), lifetimeS, cancel);
        return StatusCode(
            StatusCodes.Status201Created,
            new CreateCourierTokenResponse(token, TokenType: "Bearer", lifetimeS, id));
    }

    /// <summary>
    /// Revokes all tokens that a courier has, which are worthless at once, on other replicas within 2 s; tokens made later are good. Also
    /// 204 when there is none.
    /// </summary>
    /// <param name="query">Whose.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="204">The tokens are revoked.</response>
    [HttpDelete(Name = "revokeCourierTokens")]
    [RevocationBudget]
    [Authorize(Roles = Roles.Retailer)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Revoke([FromQuery] RevokeCourierTokensQuery query, CancellationToken cancel)
    {
        await tokens.RevokeAsync(Caller, new CourierId(query.CourierId!), cancel);
        return NoContent();
    }
}
