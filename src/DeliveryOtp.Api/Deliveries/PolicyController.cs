using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain.Deliveries;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Deliveries;

/// <summary>The retailer's own values of the doorstep rules.</summary>
[Route("/v1/policy")]
[Tags("Deliveries")]
[Authorize(Roles = Roles.Retailer)]
public sealed class PolicyController(PolicyService policies) : ApiController
{
    /// <summary>Reads the policy that a new delivery begins with.</summary>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">All values.</response>
    [HttpGet(Name = "getPolicy")]
    [ProducesResponseType<DeliveryPolicy>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Get(CancellationToken cancel) => Ok(await policies.FindAsync(Caller.Tenant, cancel));

    /// <summary>Sets the policy for deliveries that are created from now on; what is omitted gets its default.</summary>
    /// <remarks>
    /// A delivery keeps the policy with which it was created. Each change is recorded for good, with who made it. Other
    /// replicas follow within two seconds.
    /// </remarks>
    /// <param name="request">The values that are not the defaults.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">All values.</response>
    [HttpPut(Name = "putPolicy")]
    [ProducesResponseType<DeliveryPolicy>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Put(PolicyBody request, CancellationToken cancel) =>
        Ok(await policies.SetAsync(Caller.Actor, Caller.Tenant, request, cancel));
}
