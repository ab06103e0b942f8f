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
        RuleFor(request => request.ScannedBarcode).Text(64);
        RuleFor(request => request.CapturedAt).Required();
    }
}

internal sealed class ArrivalValidator : VisitValidator<ArrivalRequest>;

internal sealed class AttemptValidator : VisitValidator<AttemptRequest>
{
    public AttemptValidator() => RuleFor(request => request.Code).Required().Text(32);
}

internal sealed class LocationValidator : AbstractValidator<LocationBody>
{
    public LocationValidator()
    {
        RuleFor(location => location.Latitude).Required().Between(-90, 90);
        RuleFor(location => location.Longitude).Required().Between(-180, 180);
        RuleFor(location => location.AccuracyM).Required().Between(0, 100_000);
        RuleFor(location => location.CapturedAt).Required();
        RuleFor(location => location.Provider).Text(32);
        RuleFor(location => location.AltitudeM).Between(-1000, 20_000);
        RuleFor(location => location.SpeedMps).Between(0, 1000);
    }
}

internal sealed class DeviceValidator : AbstractValidator<DeviceBody>
{
    public DeviceValidator()
    {
        RuleFor(device => device.Id).RequiredText(128);
        RuleFor(device => device.Platform).Text(32);
        RuleFor(device => device.Manufacturer).Text(64);
        RuleFor(device => device.Model).Text(64);
        RuleFor(device => device.OsVersion).Text(32);
        RuleFor(device => device.AppVersion).Text(32);
        RuleFor(device => device.Network).Text(32);
        RuleFor(device => device.BatteryPercent).Between(0, 100);
    }
}
