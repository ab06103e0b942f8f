using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Disputes;

namespace DeliveryOtp.Api.Pages.Console.Disputes;

/// <summary>Why a decision can't rest on its grounds, each with the ground that it is about.</summary>
internal static class InsufficientWords
{
    public static IReadOnlyList<FormError> Sentences(this InsufficientGrounds why)
    {
        IEnumerable<FormError> contradicted = why.Contradicted.Select(found => new FormError(
            $"ground-{EnumName<Ground>.Of(found.Ground)}",
            $"The record contradicts “{DisputeWords.Of(found.Ground)}” ({found.Words}): leave it out."));
        return [.. contradicted, .. why.IsCodeAlone ? [new FormError("ground-code_accepted", ConflictText.CodeAlone)] : Array.Empty<FormError>()];
    }
}
