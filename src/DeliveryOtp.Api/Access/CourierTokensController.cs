using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Access;

/// <summary>Courier tokens.</summary>
[Route("/v1/courier-tokens")]
[Tags("Access")]
public sealed class CourierTokensController(CourierTokens tokens) : ApiController
{
    /// <summary>Issues a token with which one courier's app may post attempts, for at most 12 hours.</summary>
    /// <response code="201">The token.</response>
    [HttpPost]
    [Authorize(Roles = Roles.Retailer)]
    [ProducesResponseType<CreateCourierTokenResponse>(StatusCodes.Status201Created)]
    public IActionResult Create(CreateCourierTokenRequest request)
    {
        var lifetimeS = request.ExpiresIn ?? CourierTokens.LongestLifetimeS;
        var token = tokens.Issue(Caller.Tenant, new CourierId(request.CourierId!), lifetimeS);
        return StatusCode(
            StatusCodes.Status201Created,
            new CreateCourierTokenResponse(token, TokenType: "Bearer", lifetimeS));
    }
}
