using System.Text;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;
using FluentValidation.Results;

namespace DeliveryOtp.Api.Pages.Console.Disputes;

/// <summary>From what a form sends to what the services take.</summary>
internal static class FormText
{
    /// <summary>As the API takes texts in.</summary>
    public static string? Normalize(string? text) => text is null ? null : RequestText.Normalize(text.ReplaceLineEndings("\n"));

    /// <summary>An order by a form. The key was made with the form: sent twice it is one act.</summary>
    /// <param name="caller">Who sends it.</param>
    /// <param name="delivery">What it is about.</param>
    /// <param name="key">Of the form.</param>
    /// <param name="content">All that makes two sendings the same.</param>
    public static Command CommandOf(Caller caller, DeliveryId delivery, Guid key, string content) => new(
        caller.Actor,
        caller.Tenant,
        delivery,
        new IdempotentRequest(new RequestKey(caller.Principal, key.ToString()), Encoding.UTF8.GetBytes($"console {delivery}\n{content}")));

    /// <summary>Each with the field that it is about.</summary>
    /// <param name="result">What a validator of the API found.</param>
    /// <param name="fieldOf">The id and the label of the field of a member.</param>
    public static IReadOnlyList<FormError> ErrorsOf(ValidationResult result, Func<string, (string Id, string Label)> fieldOf) =>
        [.. result.Errors.Select(error =>
        {
            var (id, label) = fieldOf(error.PropertyName);
            return new FormError(id, $"{label}: {error.ErrorMessage}.");
        })];
}

/// <summary>What is wrong with a form.</summary>
/// <param name="Field">The id of the field.</param>
/// <param name="Sentence">What.</param>
public sealed record FormError(string Field, string Sentence);
