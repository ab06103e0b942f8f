using System.Collections.Concurrent;
using System.Text.Json;
using FluentValidation;
using FluentValidation.Results;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace DeliveryOtp.Api.Http;

/// <summary>Runs the validator of each argument that has one; the first look at a request, before any service.</summary>
internal sealed class ValidationFilter(IServiceProvider services) : IActionFilter
{
    private readonly ConcurrentDictionary<ActionDescriptor, ParameterValidator[]> _validators = new();

    public void OnActionExecuting(ActionExecutingContext context)
    {
        foreach (var (name, validator, inBody) in _validators.GetOrAdd(context.ActionDescriptor, ValidatorsOf))
        {
            if (!context.ActionArguments.TryGetValue(name, out var argument) || argument is null)
                continue;

            var result = validator.Validate(new ValidationContext<object>(argument));
            if (!result.IsValid)
            {
                context.Result = InvalidRequest.Of(result.Errors, inBody);
                return;
            }
        }
    }

    public void OnActionExecuted(ActionExecutedContext context)
    {
        // Nothing is left to do.
    }

    private ParameterValidator[] ValidatorsOf(ActionDescriptor action) =>
    [
        .. from parameter in action.Parameters
           let validator = services.GetService(typeof(IValidator<>).MakeGenericType(parameter.ParameterType)) as IValidator
           where validator is not null
           select new ParameterValidator(
               parameter.Name,
               validator,
               InBody: parameter.BindingInfo?.BindingSource != BindingSource.Query),
    ];

    private sealed record ParameterValidator(string Name, IValidator Validator, bool InBody);
}

/// <summary>The 400 that names what is wrong, and where.</summary>
internal static class InvalidRequest
{
    public const string NotOfType = "is not of the expected type or form";

    /// <summary>The binder's own sentences name C# things.</summary>
    public static void SpeakPlainly(DefaultModelBindingMessageProvider messages)
    {
        messages.SetMissingRequestBodyRequiredValueAccessor(() => "a JSON body is required");
        messages.SetAttemptedValueIsInvalidAccessor((_, _) => NotOfType);
        messages.SetMissingBindRequiredValueAccessor(_ => "is required");
        messages.SetMissingKeyOrValueAccessor(() => "is required");
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => NotOfType);
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => NotOfType);
        messages.SetNonPropertyValueMustBeANumberAccessor(() => "must be a number");
        messages.SetUnknownValueIsInvalidAccessor(_ => NotOfType);
        messages.SetValueIsInvalidAccessor(_ => NotOfType);
        messages.SetValueMustBeANumberAccessor(_ => "must be a number");
        messages.SetValueMustNotBeNullAccessor(_ => "is required");
    }

    public static IActionResult Of(IEnumerable<ValidationFailure> failures, bool inBody) => Of(failures
        .GroupBy(failure => PathOf(failure.PropertyName, inBody), StringComparer.Ordinal)
        .ToDictionary(
            group => group.Key,
            group => group.Select(failure => failure.ErrorMessage).Distinct(StringComparer.Ordinal).ToArray(),
            StringComparer.Ordinal));

    /// <summary>What the JSON reader or the binder refused.</summary>
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

    /// <summary>Every sentence is ours: of the body's reader, or set for the binder (<see cref="SpeakPlainly"/>).</summary>
    private static string Explain(ModelError error) =>
        error.Exception is null && error.ErrorMessage.Length > 0 ? error.ErrorMessage : NotOfType;
}
