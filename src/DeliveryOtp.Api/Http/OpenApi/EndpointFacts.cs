using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace DeliveryOtp.Api.Http.OpenApi;

/// <summary>What an endpoint's attributes and parameters say about it; everything generic in the document follows from it.</summary>
internal sealed record EndpointFacts(
    IReadOnlyList<string> Roles,
    bool HasBody,
    bool HasQuery,
    bool HasRouteId,
    bool HasLocation,
    bool IsEventStream,
    IdempotencyKeyAttribute? Idempotency,
    MayBeKeptAttribute? Kept,
    IReadOnlyList<ProblemKind> Declared)
{
    public bool NeedsSignIn => Roles.Count > 0;

    public static EndpointFacts Of(ApiDescription endpoint)
    {
        var metadata = endpoint.ActionDescriptor.EndpointMetadata;
        return new EndpointFacts(
            [.. metadata.OfType<AuthorizeAttribute>().SelectMany(authorize => (authorize.Roles ?? string.Empty).Split(','))],
            endpoint.ParameterDescriptions.Any(parameter => parameter.Source == BindingSource.Body),
            endpoint.ParameterDescriptions.Any(parameter => parameter.Source == BindingSource.Query),
            endpoint.ParameterDescriptions.Any(parameter => parameter.Source == BindingSource.Path),
            metadata.OfType<AnswersLocationAttribute>().Any(),
            endpoint.SupportedResponseTypes.Any(answer => answer.ApiResponseFormats.Any(format => format.MediaType == EventStream.MediaType)),
            metadata.OfType<IdempotencyKeyAttribute>().LastOrDefault(),
            metadata.OfType<MayBeKeptAttribute>().LastOrDefault(),
            [.. metadata.OfType<AnswersProblemAttribute>().Select(declared => declared.Kind)]);
    }

    /// <summary>Every problem that the endpoint can answer.</summary>
    public IEnumerable<ProblemKind> Problems()
    {
        var derived = new (bool Applies, ProblemKind Kind)[]
        {
            (HasBody || HasQuery || Idempotency is not null, ProblemKind.Validation),
            (Idempotency is { Required: true }, ProblemKind.IdempotencyKeyRequired),
            (NeedsSignIn, ProblemKind.Unauthenticated),
            (NeedsSignIn, ProblemKind.Forbidden),
            (HasRouteId, ProblemKind.NotFound),
            (Idempotency is not null, ProblemKind.InFlight),
            (HasBody, ProblemKind.PayloadTooLarge),
            (HasBody, ProblemKind.UnsupportedMediaType),
            (Idempotency is not null, ProblemKind.IdempotencyKeyReused),
            (NeedsSignIn, ProblemKind.TooManyRequests),
            (true, ProblemKind.InternalError),
            (true, ProblemKind.Unavailable),
        };
        return derived.Where(problem => problem.Applies).Select(problem => problem.Kind).Concat(Declared).Distinct();
    }
}
