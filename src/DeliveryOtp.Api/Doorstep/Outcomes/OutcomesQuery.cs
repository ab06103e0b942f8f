using DeliveryOtp.Api.Http;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Doorstep.Outcomes;

/// <summary>In which language.</summary>
public sealed record OutcomesQuery
{
    /// <summary>A BCP 47 tag, as RFC 9110 (8.5.1) has them, such as fr or fr-CA, which is French; English when omitted.</summary>
    [FromQuery(Name = "language")]
    public string? Language { get; init; }
}

internal sealed class OutcomesQueryValidator : AbstractValidator<OutcomesQuery>
{
    public OutcomesQueryValidator() => RuleFor(query => query.Language).Language();
}
