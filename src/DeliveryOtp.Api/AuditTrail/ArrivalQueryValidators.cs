using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Http.Exports;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Api.AuditTrail;

internal class ArrivalQueryValidator<TQuery> : PageQueryValidator<TQuery>
    where TQuery : ArrivalQuery
{
    public ArrivalQueryValidator()
    {
        RuleFor(query => query.OrderId).Text(128);
        RuleFor(query => query.CourierId).Text(64);
        RuleFor(query => query.DeviceId).Text(128);
        RuleFor(query => query.Outcome).EachOf(EnumName<ArrivalOutcome>.All);
        RuleFor(query => query.From).Timestamp();
        RuleFor(query => query.To).Timestamp();
    }
}

internal sealed class ArrivalQueryValidator : ArrivalQueryValidator<ArrivalQuery>;

internal sealed class ArrivalStreamQueryValidator : ArrivalQueryValidator<ArrivalStreamQuery>
{
    public ArrivalStreamQueryValidator() => this.RefusePages();
}
