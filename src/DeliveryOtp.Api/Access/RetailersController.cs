using DeliveryOtp.Api.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Access;

/// <summary>Tenants.</summary>
[Route("/v1/retailers")]
[Tags("Access")]
public sealed class RetailersController(RetailerService retailers) : ApiController
{
    /// <summary>Creates a retailer and its first API key.</summary>
    /// <response code="201">The retailer. Its key is shown here and never again.</response>
    [HttpPost(Name = "createRetailer")]
    [Authorize(Roles = Roles.Admin)]
    [ProducesResponseType<CreateRetailerResponse>(StatusCodes.Status201Created)]
    public async Task<IActionResult> Create(CreateRetailerRequest request, CancellationToken cancel)
    {
        var (retailer, key) = await retailers.CreateAsync(Caller, request.Name!, cancel);
        return StatusCode(
            StatusCodes.Status201Created,
            new CreateRetailerResponse(retailer.Value, request.Name!, key.Reveal()));
    }
}
