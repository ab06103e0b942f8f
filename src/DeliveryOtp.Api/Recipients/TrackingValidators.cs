using DeliveryOtp.Api.Http;
using FluentValidation;

namespace DeliveryOtp.Api.Recipients;

internal sealed class ReportValidator : AbstractValidator<ReportRequest>
{
    public ReportValidator() => RuleFor(request => request.Kind).Required();
}

internal sealed class ContestValidator : AbstractValidator<ContestRequest>
{
    public ContestValidator()
    {
        RuleFor(request => request.Kind).Required();
        RuleFor(request => request.Statement).Lines(2000);
    }
}
