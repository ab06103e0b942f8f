using DeliveryOtp.Api.Http;
using FluentValidation;

namespace DeliveryOtp.Api.Recipients;

internal sealed class RevealValidator : AbstractValidator<RevealRequest>
{
    public RevealValidator() => RuleFor(request => request.Showing).Between(1, int.MaxValue);
}

internal sealed class HideValidator : AbstractValidator<HideRequest>
{
    public HideValidator() => RuleFor(request => request.Showing).Required().Between(1, int.MaxValue);
}

internal sealed class ReportValidator : AbstractValidator<ReportRequest>
{
    public ReportValidator() => RuleFor(request => request.Kind).Required();
}

internal sealed class ContestValidator : AbstractValidator<ContestRequest>
{
    public ContestValidator()
    {
        RuleFor(request => request.Kind).Required();
        RuleFor(request => request.Statement).Lines(ContestRequest.MaxStatement);
    }
}
