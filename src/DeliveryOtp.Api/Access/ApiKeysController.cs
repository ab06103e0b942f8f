using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain;
using FluentValidation.Results;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Access;

/// <summary>API keys.</summary>
[Route("/v1/api-keys")]
[Tags("Access")]
public sealed class ApiKeysController(ApiKeyService keys) : ApiController
{
    /// <summary>Creates an API key of a retailer.</summary>
    /// <remarks>A retailer makes its own keys; the admin makes keys of any retailer and names it.</remarks>
    /// <response code="201">The key. It is shown here and never again.</response>
    [HttpPost(Name = "createApiKey")]
    [Authorize(Roles = $"{Roles.Admin},{Roles.Retailer}")]
    [AnswersProblem("not_found")]
    [ProducesResponseType<CreateApiKeyResponse>(StatusCodes.Status201Created)]
    public async Task<IActionResult> Create(CreateApiKeyRequest request, CancellationToken cancel)
    {
        if (Caller.Retailer is null == request.RetailerId is null)
        {
            var message = Caller.Retailer is null ? "is required from the admin" : "is for the admin only";
            return InvalidRequest.Of([new ValidationFailure(nameof(request.RetailerId), message)], inBody: true);
        }

        var retailer = Caller.Retailer ?? new RetailerId(request.RetailerId!.Value);
        if (await keys.CreateAsync(Caller, retailer, request.Role!.Value, request.Name!, cancel) is not { } key)
            return NotFoundProblem("retailer");
        return StatusCode(
            StatusCodes.Status201Created,
            new CreateApiKeyResponse(key.Id, request.Role.Value, request.Name!, key.Reveal()));
    }

    /// <summary>Lists the retailer's keys, newest first, with their last use.</summary>
    /// <response code="200">A page of keys.</response>
    [HttpGet(Name = "listApiKeys")]
    [Authorize(Roles = Roles.Retailer)]
    [ProducesResponseType<Page<ApiKeyItem>>(StatusCodes.Status200OK)]
    public async Task<IActionResult> List([FromQuery] PageQuery page, CancellationToken cancel) =>
        Ok(await keys.ListAsync(Caller.Tenant, page.Size, page.Before, cancel));

    /// <summary>
    /// Revokes a key, and with it the courier tokens that it made: worthless at once, on other replicas within 2 s. Repeating it changes
    /// nothing.
    /// </summary>
    /// <param name="id">The key's id.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="204">The key is revoked.</response>
    [HttpDelete("{id:guid}", Name = "revokeApiKey")]
    [Authorize(Roles = $"{Roles.Admin},{Roles.Retailer}")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Revoke(Guid id, CancellationToken cancel) =>
        await keys.RevokeAsync(Caller, id, cancel) ? NoContent() : NotFoundProblem("API key");
}
