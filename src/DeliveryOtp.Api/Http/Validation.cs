using System.Text.Json;
using FluentValidation;
using FluentValidation.Results;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace DeliveryOtp.Api.Http;

/// <summary>Runs the validator of each argument that has one; the first look at a request, before any service.</summary>
internal sealed class ValidationFilter(IServiceProvider services) : IAsyncActionFilter
{
    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        foreach (var parameter in context.ActionDescriptor.Parameters)
        {
            if (!context.ActionArguments.TryGetValue(parameter.Name, out var argument) || argument is null)
                continue;
            if (services.GetService(typeof(IValidator<>).MakeGenericType(argument.GetType())) is not IValidator validator)
                continue;

            var result = await validator.ValidateAsync(
                new ValidationContext<object>(argument),
                context.HttpContext.RequestAborted);
            if (!result.IsValid)
            {
                var inBody = parameter.BindingInfo?.BindingSource != BindingSource.Query;
                context.Result = InvalidRequest.Of(result.Errors, inBody);
                return;
            }
        }

        await next();
    }
}

/// <summary>The 400 that names what is wrong, and where.</summary>
internal static class InvalidRequest
{
    public static IActionResult Of(IEnumerable<ValidationFailure> failures, bool inBody) => Of(failures
        .GroupBy(failure => PathOf(failure.PropertyName, inBody), StringComparer.Ordinal)
        .ToDictionary(
            group => group.Key,
            group => group.Select(failure => failure.ErrorMessage).Distinct(StringComparer.Ordinal).ToArray(),
            StringComparer.Ordinal));

    /// <summary>What the JSON reader or the binder refused. Their messages name types and positions: not for clients.</summary>
    public static IActionResult Of(ModelStateDictionary state) => Of(state
        .Where(pair => pair.Value!.Errors.Count > 0)
        .ToDictionary(
            pair => pair.Key.Length == 0 ? "$" : pair.Key,
            pair => pair.Value!.Errors.Select(Explain).Distinct(StringComparer.Ordinal).ToArray(),
            StringComparer.Ordinal));

    /// <summary>What is wrong, by JSON path, query parameter or header.</summary>
    public static IActionResult Of(Dictionary<string, string[]> errors)
    {
        var problem = ProblemKind.Validation.ToDetails(
            $"{string.Join(", ", errors.Keys)}: see errors. Nothing was recorded and no try was used.");
        problem.Extensions["errors"] = errors;
        return new ProblemResult(problem);
    }

    private static string PathOf(string propertyName, bool inBody)
    {
        var path = string.Join('.', propertyName.Split('.').Select(JsonNamingPolicy.SnakeCaseLower.ConvertName));
        return (inBody, path) switch
        {
            (false, _) => path,
            (true, "") => "$",
            (true, _) => $"$.{path}",
        };
    }

    private static string Explain(ModelError error) => error switch
    {
        { Exception: JsonException } when error.ErrorMessage.Contains("mapped", StringComparison.Ordinal)
            || error.Exception.Message.Contains("mapped", StringComparison.Ordinal) => "is not a member of this object",
        { Exception: JsonException } json when json.Exception.Message.Contains("uplicate", StringComparison.Ordinal) =>
            "appears twice",
        { Exception: JsonException } => "is not of the expected type or form",
        _ when error.ErrorMessage.Contains("mapped", StringComparison.Ordinal) => "is not a member of this object",
        _ when error.ErrorMessage.Contains("uplicate", StringComparison.Ordinal) => "appears twice",
        _ when error.ErrorMessage.Contains("JSON", StringComparison.Ordinal) => "is not of the expected type or form",
        _ when error.ErrorMessage.Contains("non-empty", StringComparison.Ordinal) => "a JSON body is required",
        _ => "is not of the expected type or form",
    };
}

/// <summary>Rules that several contracts share.</summary>
internal static class ValidationRules
{
    /// <summary>Text that PostgreSQL can store and people can read: no control characters, no broken surrogates.</summary>
    public static IRuleBuilderOptions<T, string?> Text<T>(this IRuleBuilder<T, string?> rule, int maxLength) => rule
        .MaximumLength(maxLength)
        .WithMessage($"must have at most {maxLength} characters")
        .Must(IsPlain)
        .WithMessage("must not contain control characters or broken surrogates");

    public static IRuleBuilderOptions<T, string?> RequiredText<T>(this IRuleBuilder<T, string?> rule, int maxLength) =>
        rule.Text(maxLength).Must(text => !string.IsNullOrWhiteSpace(text)).WithMessage("is required");

    /// <summary>May be omitted, but not blank.</summary>
    public static IRuleBuilderOptions<T, string?> OptionalText<T>(this IRuleBuilder<T, string?> rule, int maxLength) =>
        rule.Text(maxLength).Must(text => text is null || !string.IsNullOrWhiteSpace(text)).WithMessage("must not be blank");

    public static IRuleBuilderOptions<T, TValue> Required<T, TValue>(this IRuleBuilder<T, TValue> rule) =>
        rule.NotNull().WithMessage("is required");

    public static IRuleBuilderOptions<T, double?> Between<T>(this IRuleBuilder<T, double?> rule, double least, double most) =>
        rule.Must(value => value is null || (value >= least && value <= most)).WithMessage($"must be between {least} and {most}");

    public static IRuleBuilderOptions<T, int?> Between<T>(this IRuleBuilder<T, int?> rule, int least, int most) =>
        rule.Must(value => value is null || (value >= least && value <= most)).WithMessage($"must be between {least} and {most}");

    /// <summary>ISO 3166-1 alpha-2, in capitals.</summary>
    public static IRuleBuilderOptions<T, string?> CountryCode<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(code => code is null || (code.Length == 2 && code.All(char.IsAsciiLetterUpper)))
        .WithMessage("must be an ISO 3166-1 alpha-2 country code in capitals");

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
