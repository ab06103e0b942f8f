using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Places;
using FluentValidation;

namespace DeliveryOtp.Api.Http;

/// <summary>Rules that several contracts share. Each says to the document what it says to the client.</summary>
internal static class ValidationRules
{
    /// <summary>One line that people can read: nothing in it that can't be seen (<see cref="RequestText.FindInvisible"/>).</summary>
    public static IRuleBuilderOptions<T, string?> Text<T>(this IRuleBuilder<T, string?> rule, int maxLength) =>
        rule.Visible(maxLength, allows: null);

    /// <summary>As <see cref="Text"/>, in several lines.</summary>
    public static IRuleBuilderOptions<T, string?> Lines<T>(this IRuleBuilder<T, string?> rule, int maxLength) =>
        rule.Visible(maxLength, RequestText.IsLineBreak);

    /// <summary>As <see cref="Text"/>, with the separators of the fields on parcel labels (GS1).</summary>
    public static IRuleBuilderOptions<T, string?> Barcode<T>(this IRuleBuilder<T, string?> rule, int maxLength) =>
        rule.Visible(maxLength, RequestText.IsLabelSeparator);

    public static IRuleBuilderOptions<T, string?> RequiredText<T>(this IRuleBuilder<T, string?> rule, int maxLength) =>
        rule.Text(maxLength).Given();

    /// <summary>An empty text is none (<see cref="RequestText.Normalize"/>).</summary>
    public static IRuleBuilderOptions<T, string?> Given<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Constrain(text => text is not null, "is required", new Constraint { MinLength = 1 });

    public static IRuleBuilderOptions<T, TValue> Required<T, TValue>(this IRuleBuilder<T, TValue> rule) =>
        rule.NotNull().WithMessage("is required");

    public static IRuleBuilderOptions<T, double?> Between<T>(this IRuleBuilder<T, double?> rule, double least, double most) =>
        rule.Constrain(
            value => value is null || (value >= least && value <= most),
            $"must be between {least} and {most}",
            new Constraint { Minimum = (decimal)least, Maximum = (decimal)most });

    public static IRuleBuilderOptions<T, int?> Between<T>(this IRuleBuilder<T, int?> rule, int least, int most) =>
        rule.Constrain(
            value => value is null || (value >= least && value <= most),
            $"must be between {least} and {most}",
            new Constraint { Minimum = least, Maximum = most });

    /// <summary>ISO 3166-1 alpha-2, in capitals, and XK.</summary>
    public static IRuleBuilderOptions<T, string?> CountryCode<T>(this IRuleBuilder<T, string?> rule) => rule.Constrain(
        code => code is null || CountryCodes.Contains(code),
        "must be an ISO 3166-1 alpha-2 country code in capitals, such as FR, GB or XK",
        new Constraint { Pattern = "^[A-Z]{2}$" });

    /// <summary>
    /// One mailbox, bare: no display name, no list, no quoted local part, and nothing that ends a line. What there is beyond
    /// that, only the mail server knows.
    /// </summary>
    public static IRuleBuilderOptions<T, string?> Mailbox<T>(this IRuleBuilder<T, string?> rule) => rule.Constrain(
        address => address is null || IsMailbox(address),
        "must be an e-mail address, such as claire@example.org",
        new Constraint { Pattern = @"^[^\s@<>()\[\],;:""\\]+@[^\s@<>()\[\],;:""\\]+$" });

    /// <summary>BCP 47 (RFC 5646), whether such a language is spoken anywhere or not.</summary>
    public static IRuleBuilderOptions<T, string?> Language<T>(this IRuleBuilder<T, string?> rule) => rule.Constrain(
        language => language is null || LanguageTag.IsValid(language),
        "must be a BCP 47 language tag, such as fr or fr-FR",
        new Constraint { Pattern = LanguageTag.Pattern, MaxLength = LanguageTag.MaxLength });

    public static IRuleBuilderOptions<T, string?> OneOf<T>(this IRuleBuilder<T, string?> rule, IReadOnlyList<string> names) =>
        rule.Constrain(
            name => name is null || names.Contains(name, StringComparer.Ordinal),
            $"must be one of {string.Join(", ", names)}",
            new Constraint { OneOf = names });

    /// <summary>Of a parameter that may be repeated.</summary>
    public static IRuleBuilderOptions<T, string[]?> EachOf<T>(this IRuleBuilder<T, string[]?> rule, IReadOnlyList<string> names) =>
        rule.Constrain(
            given => given is null || given.All(name => names.Contains(name, StringComparer.Ordinal)),
            $"must be one of {string.Join(", ", names)}",
            new Constraint { OneOf = names });

    public static IRuleBuilderOptions<T, TValue> Constrain<T, TValue>(
        this IRuleBuilder<T, TValue> rule,
        Func<TValue, bool> isValid,
        string message,
        Constraint constraint) => rule.SetValidator(new ConstrainedValidator<T, TValue>(isValid, message, constraint));

    private static bool IsMailbox(string address) =>
        address.Split('@') is [{ Length: > 0 }, { Length: > 0 }]
        && !address.Any(c => char.IsWhiteSpace(c) || "<>()[],;:\"\\".Contains(c, StringComparison.Ordinal));

    private static IRuleBuilderOptions<T, string?> Visible<T>(
        this IRuleBuilder<T, string?> rule,
        int maxLength,
        Func<char, bool>? allows) => rule
        .Constrain(
            text => text is null || text.Length <= maxLength,
            $"must have at most {maxLength} characters",
            new Constraint { MaxLength = maxLength })
        .Must((_, text, context) =>
        {
            var invisible = text is null ? null : RequestText.FindInvisible(text, allows);
            context.MessageFormatter.AppendArgument("Invisible", invisible);
            return invisible is null;
        })
        .WithMessage("must not contain {Invisible}, which nobody can see");
}
