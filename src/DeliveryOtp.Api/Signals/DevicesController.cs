using DeliveryOtp.Api.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Signals;

/// <summary>How a device has done.</summary>
[Route("/v1/devices")]
[Tags("Audit trail")]
[Authorize(Roles = $"{Roles.Retailer},{Roles.Support}")]
public sealed class DevicesController(SubjectQueries subjects) : ApiController
{
    /// <summary>Reads a device's rates beside the fleet's, and its last attempts. Counted within seconds.</summary>
    /// <param name="id">The device.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">What was counted.</response>
    [HttpGet("{id}", Name = "getDevice")]
    [ProducesResponseType<SubjectResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Get(string id, CancellationToken cancel) =>
        await subjects.FindDeviceAsync(Caller.Actor, Caller.Tenant, id, cancel) is { } found ? Ok(found) : NotFoundProblem("device");
}
