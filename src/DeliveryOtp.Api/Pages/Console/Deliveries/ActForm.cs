using DeliveryOtp.Api.Http;
using FluentValidation;

namespace DeliveryOtp.Api.Pages.Console.Deliveries;

/// <summary>What the form of an act sends.</summary>
public sealed record ActForm
{
    public const int ShortestReason = 10;
    public const int LongestReason = 500;

    /// <summary>Made with the form: sent twice it is one act.</summary>
    public Guid Key { get; init; }

    /// <summary>Stays in the journal for good, 10–500 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>As the API takes texts in.</summary>
    internal ActForm Normalized() => this with { Reason = Reason is null ? null : RequestText.Normalize(Reason.ReplaceLineEndings("\n")) };
}

internal sealed class ActFormValidator : AbstractValidator<ActForm>
{
    public ActFormValidator() => RuleFor(form => form.Reason)
        .Cascade(CascadeMode.Stop)
        .Must(reason => reason is { Length: >= ActForm.ShortestReason })
        .WithMessage($"Give a reason of at least {ActForm.ShortestReason} characters: who reads the record later has nothing else.")
        .Lines(ActForm.LongestReason);
}
