using DeliveryOtp.Api.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Access;

/// <summary>What became of the retailer's credentials.</summary>
[Route("/v1/credential-events")]
[Tags("Access")]
[Authorize(Roles = $"{Roles.Retailer},{Roles.Support}")]
public sealed class CredentialEventsController(CredentialEvents events) : ApiController
{
    /// <summary>Lists who made and revoked API keys and courier tokens, and when a key was first used; newest first.</summary>
    /// <response code="200">A page of events.</response>
    [HttpGet(Name = "listCredentialEvents")]
    [ProducesResponseType<Page<CredentialEvent>>(StatusCodes.Status200OK)]
    public async Task<IActionResult> List([FromQuery] PageQuery page, CancellationToken cancel) =>
        Ok(await events.ListAsync(Caller.Tenant, page.Size, page.Before, cancel));
}
