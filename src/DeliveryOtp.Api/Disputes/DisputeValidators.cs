using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain.Disputes;
using FluentValidation;

namespace DeliveryOtp.Api.Disputes;

/// <summary>How long texts may be, in characters; the forms say the same.</summary>
internal static class TextLength
{
    public const int Statement = 2000;
    public const int Note = 2000;
    public const int ShortestReasons = 20;
    public const int Reasons = 4000;
    public const int KeptAt = 500;
    public const int ShortestReason = 10;
    public const int Reason = 500;
}

internal sealed class OpenDisputeValidator : AbstractValidator<OpenDisputeRequest>
{
    public OpenDisputeValidator()
    {
        RuleFor(request => request.DeliveryId).Required();
        RuleFor(request => request.Kind).Required();
        RuleFor(request => request.OpenedBy).Required();
        RuleFor(request => request.Statement).Lines(TextLength.Statement).Given();
    }
}

internal sealed class NoteValidator : AbstractValidator<NoteRequest>
{
    public NoteValidator() => RuleFor(request => request.Text).Lines(TextLength.Note).Given();
}

internal sealed class DecideDisputeValidator : AbstractValidator<DecideDisputeRequest>
{
    public DecideDisputeValidator()
    {
        RuleFor(request => request.Outcome).Required();
        RuleFor(request => request.Grounds)
            .Must(grounds => grounds is null || grounds.Distinct().Count() == grounds.Count)
            .WithMessage("must name each ground once");
        RuleFor(request => request.Reasons).Lines(TextLength.Reasons).AtLeast(TextLength.ShortestReasons);
        RuleFor(request => request.EvidenceKeptAt).Text(TextLength.KeptAt);
        RuleFor(request => request.EvidenceKeptAt)
            .Must((request, kept) => kept is not null || request.Grounds?.Contains(Ground.OtherEvidence) is not true)
            .WithMessage("has to say where the evidence is kept, since other_evidence is named");
    }
}

internal sealed class ContestInNameValidator : AbstractValidator<ContestInNameRequest>
{
    public ContestInNameValidator()
    {
        RuleFor(request => request.Kind).Required();
        RuleFor(request => request.Statement).Lines(TextLength.Statement);
        RuleFor(request => request.Reason).Lines(TextLength.Reason).AtLeast(TextLength.ShortestReason);
    }
}

internal static class LengthRule
{
    /// <summary>Required, and long enough to say something.</summary>
    public static IRuleBuilderOptions<T, string?> AtLeast<T>(this IRuleBuilder<T, string?> rule, int least) => rule.Constrain(
        text => text is not null && text.Length >= least,
        $"is required, and has to have at least {least} characters",
        new Constraint { MinLength = least });
}
