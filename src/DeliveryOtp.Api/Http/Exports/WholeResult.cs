using FluentValidation;

namespace DeliveryOtp.Api.Http.Exports;

/// <summary>A stream has no pages.</summary>
internal static class WholeResult
{
    private const string Expectation = "must be left out: a stream is the whole result";

    /// <summary>Refuses `limit` and `cursor`.</summary>
    public static void RefusePages<TQuery>(this AbstractValidator<TQuery> validator)
        where TQuery : PageQuery
    {
        validator.RuleFor(query => query.Limit).Null().WithMessage(Expectation);
        validator.RuleFor(query => query.Cursor).Null().WithMessage(Expectation);
    }
}
