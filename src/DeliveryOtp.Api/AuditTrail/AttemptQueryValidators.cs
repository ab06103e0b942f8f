using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Http.Exports;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Signals;
using FluentValidation;

namespace DeliveryOtp.Api.AuditTrail;

internal class AttemptQueryValidator<TQuery> : PageQueryValidator<TQuery>
    where TQuery : AttemptQuery
{
    public AttemptQueryValidator()
    {
        RuleFor(query => query.OrderId).Text(128);
        RuleFor(query => query.CourierId).Text(64);
        RuleFor(query => query.DeviceId).Text(128);
        RuleFor(query => query.Outcome).EachOf(EnumName<AttemptOutcome>.All);
        RuleFor(query => query.Signal).OneOf(SignalRules.Names);
        RuleFor(query => query.From).Timestamp();
        RuleFor(query => query.To).Timestamp();
        RuleFor(query => query.Near)
            .Must(near => near is null || Place.TryParse(near, out _))
            .WithMessage("must be latitude,longitude in degrees, such as 48.85661,2.35222");
        RuleFor(query => query.Near).Required().When(query => query.RadiusM is not null);
        RuleFor(query => query.RadiusM).Between(1, 50_000);
        RuleFor(query => query.RadiusM).Required().When(query => query.Near is not null);
    }
}

internal sealed class AttemptQueryValidator : AttemptQueryValidator<AttemptQuery>;

internal sealed class AttemptStreamQueryValidator : AttemptQueryValidator<AttemptStreamQuery>
{
    public AttemptStreamQueryValidator() => this.RefusePages();
}
