using DeliveryOtp.Api.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace DeliveryOtp.Api.Doorstep.Outcomes;

/// <summary>What a courier's app says and does about each outcome.</summary>
[Route("/v1/outcomes")]
[Tags("Doorstep")]
[Authorize(Roles = $"{Roles.Courier},{Roles.Retailer}")]
public sealed class OutcomesController(OutcomeCatalogue catalogue) : ApiController
{
    private const int AnHour = 3600;

    /// <summary>Lists every outcome of attempts and arrivals, with its words for the courier and what the app does next.</summary>
    /// <remarks>
    /// For couriers, whose app says it, and for retailers, whose people build the app. Nothing in it is secret; it is still not open
    /// to anyone, since every request here is in the budget of somebody who can be named (R21).
    ///
    /// The language is the parameter's, and never `Accept-Language`'s: an address has one content. There are texts in French, English,
    /// Italian, German and Spanish; any other language gets the English ones, and `language` says so. Nothing in them says how far away
    /// a courier is, or what else was noticed.
    /// </remarks>
    /// <param name="query">In which language.</param>
    /// <response code="200">All outcomes; the same until the service is updated.</response>
    /// <response code="304">What `If-None-Match` names is still the same (RFC 9110, 13.1.2).</response>
    [HttpGet(Name = "listOutcomes")]
    [MayBeKept(AnHour)]
    [ProducesResponseType<OutcomesResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType(StatusCodes.Status304NotModified)]
    public IActionResult List([FromQuery] OutcomesQuery query)
    {
        var (outcomes, tag) = catalogue.In(query.Language);
        Response.Headers.ETag = tag.ToString();
        return IsKnown(Request.GetTypedHeaders(), tag) ? StatusCode(StatusCodes.Status304NotModified) : Ok(outcomes);
    }

    private static bool IsKnown(RequestHeaders request, EntityTagHeaderValue tag) => request.IfNoneMatch.Any(known =>
        known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false));
}
