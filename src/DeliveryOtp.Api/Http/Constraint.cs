using FluentValidation;
using FluentValidation.Validators;

namespace DeliveryOtp.Api.Http;

/// <summary>What a rule allows, in the words of JSON Schema: the document says what the validator does.</summary>
internal sealed record Constraint
{
    public decimal? Minimum { get; init; }

    public decimal? Maximum { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    /// <summary>How many members an object has at most.</summary>
    public int? MaxProperties { get; init; }

    /// <summary>How long each of its texts is at most.</summary>
    public int? ItemMaxLength { get; init; }

    public string? Pattern { get; init; }

    public string? Format { get; init; }

    public IReadOnlyList<string> OneOf { get; init; } = [];
}

/// <summary>A rule that the document can repeat.</summary>
internal interface IConstrained
{
    Constraint Constraint { get; }
}

/// <summary>A condition, what it says when it fails, and what the document says about it.</summary>
internal sealed class ConstrainedValidator<T, TProperty>(Func<TProperty, bool> isValid, string message, Constraint constraint)
    : PropertyValidator<T, TProperty>, IConstrained
{
    public override string Name => nameof(Constraint);

    public Constraint Constraint => constraint;

    public override bool IsValid(ValidationContext<T> context, TProperty value) => isValid(value);

    protected override string GetDefaultMessageTemplate(string errorCode) => message;
}
