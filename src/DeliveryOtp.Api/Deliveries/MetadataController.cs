using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain.Deliveries;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Deliveries;

/// <summary>What a retailer keeps with a delivery for itself.</summary>
[Authorize(Roles = Roles.Retailer)]
public sealed class MetadataController(CommandService commands) : DeliveryCommandController
{
    /// <summary>Changes metadata, key by key.</summary>
    /// <remarks>
    /// At any time, also when the delivery is over. No code, no session and no link is touched. The journal says that metadata changed, and not
    /// what it is.
    /// </remarks>
    /// <param name="id">The delivery.</param>
    /// <param name="request">The keys that change.</param>
    /// <param name="cancel">The client has gone.</param>
    /// <response code="200">All the delivery's metadata.</response>
    [HttpPatch("metadata", Name = "changeMetadata")]
    [ProducesResponseType<MetadataResponse>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Change(Guid id, ChangeMetadataRequest request, CancellationToken cancel) =>
        Answer(
            await commands.ChangeAsync(CommandOn(id, request), new MetadataChange(request.Metadata!), cancel),
            changed => Ok(new MetadataResponse(changed.Delivery.Metadata.Values)));
}
