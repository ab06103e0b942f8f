using DeliveryOtp.Api.Http;
using FluentValidation;

namespace DeliveryOtp.Api.Doorstep;

internal abstract class VisitValidator<TRequest> : AbstractValidator<TRequest>
    where TRequest : VisitRequest
{
    protected VisitValidator()
    {
        RuleFor(request => request.Location!).SetValidator(new LocationValidator())
            .When(request => request.Location is not null);
        RuleFor(request => request.Device).Required();
        RuleFor(request => request.Device!).SetValidator(new DeviceValidator()).When(request => request.Device is not null);
        RuleFor(request => request.CapturedAt).Required();
    }
}

internal sealed class ArrivalValidator : VisitValidator<ArrivalRequest>;

internal sealed class AttemptValidator : VisitValidator<AttemptRequest>
{
    private const int LongestCode = 32;

    public AttemptValidator() => RuleFor(request => request.Code).Required().Constrain(
        code => code is null || code.Length <= LongestCode,
        $"must have at most {LongestCode} characters",
        new Constraint { MaxLength = LongestCode });
}

internal sealed class LocationValidator : AbstractValidator<LocationBody>
{
    public LocationValidator()
    {
        RuleFor(location => location.Latitude).Required().Between(-90, 90);
        RuleFor(location => location.Longitude).Required().Between(-180, 180);
        RuleFor(location => location.CapturedAt).Required();
    }
}

internal sealed class DeviceValidator : AbstractValidator<DeviceBody>
{
    public DeviceValidator() => RuleFor(device => device.Id).RequiredText(128);
}
