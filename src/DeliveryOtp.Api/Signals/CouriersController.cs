using DeliveryOtp.Api.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Signals;

/// <summary>How a courier has done.</summary>
[Route("/v1/couriers")]
[Tags("Audit trail")]
[Authorize(Roles = $"{Roles.Retailer},{Roles.Support}")]
public sealed class CouriersController(SubjectQueries subjects) : ApiController
{
    /// <summary>Reads a courier's rates beside the fleet's, and its last attempts. Counted within seconds.</summary>
    /// <param name="id">The courier.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">What was counted.</response>
    [HttpGet("{id}", Name = "getCourier")]
    [ProducesResponseType<SubjectResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Get(string id, CancellationToken cancel) =>
        await subjects.FindCourierAsync(Caller.Actor, Caller.Tenant, id, cancel) is { } found ? Ok(found) : NotFoundProblem("courier");
}
