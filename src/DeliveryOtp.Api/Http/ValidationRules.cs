using FluentValidation;

namespace DeliveryOtp.Api.Http;

/// <summary>Rules that several contracts share. Each says to the document what it says to the client.</summary>
internal static class ValidationRules
{
    /// <summary>Text that PostgreSQL can store and people can read: no control characters, no broken surrogates.</summary>
    public static IRuleBuilderOptions<T, string?> Text<T>(this IRuleBuilder<T, string?> rule, int maxLength) => rule
        .Constrain(
            text => text is null || text.Length <= maxLength,
            $"must have at most {maxLength} characters",
            new Constraint { MaxLength = maxLength })
        .Must(IsPlain)
        .WithMessage("must not contain control characters or broken surrogates");

    public static IRuleBuilderOptions<T, string?> RequiredText<T>(this IRuleBuilder<T, string?> rule, int maxLength) => rule
        .Text(maxLength)
        .Constrain(text => !string.IsNullOrWhiteSpace(text), "is required", new Constraint { MinLength = 1 });

    /// <summary>May be omitted, but not blank.</summary>
    public static IRuleBuilderOptions<T, string?> OptionalText<T>(this IRuleBuilder<T, string?> rule, int maxLength) => rule
        .Text(maxLength)
        .Constrain(
            text => text is null || !string.IsNullOrWhiteSpace(text),
            "must not be blank",
            new Constraint { MinLength = 1 });

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

    /// <summary>ISO 3166-1 alpha-2, in capitals.</summary>
    public static IRuleBuilderOptions<T, string?> CountryCode<T>(this IRuleBuilder<T, string?> rule) => rule.Constrain(
        code => code is null || (code.Length == 2 && code.All(char.IsAsciiLetterUpper)),
        "must be an ISO 3166-1 alpha-2 country code in capitals",
        new Constraint { Pattern = "^[A-Z]{2}$" });

    /// <summary>
    /// One mailbox, bare: no display name, no list, no quoted local part, and nothing that ends a line. What there is beyond
    /// that, only the mail server knows.
    /// </summary>
    public static IRuleBuilderOptions<T, string?> Mailbox<T>(this IRuleBuilder<T, string?> rule) => rule.Constrain(
        address => address is null || IsMailbox(address),
        "must be an e-mail address, such as claire@example.org",
        new Constraint { Pattern = @"^[^\s@<>()\[\],;:""\\]+@[^\s@<>()\[\],;:""\\]+$" });

    public static IRuleBuilderOptions<T, string?> OneOf<T>(this IRuleBuilder<T, string?> rule, IReadOnlyList<string> names) =>
        rule.Constrain(
            name => name is null || names.Contains(name, StringComparer.Ordinal),
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

    internal static bool IsPlain(string? text)
    {
        if (text is null)
            return true;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) && text[i] is not ('\n' or '\r' or '\t'))
                return false;
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return false;
            i++;
        }

        return true;
    }
}
