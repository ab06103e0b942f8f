using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Http;

/// <summary>Which page of a list.</summary>
public record PageQuery
{
    /// <summary>Items a page, 1–200; 50 when omitted.</summary>
    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }

    /// <summary>The previous page's `next_cursor`.</summary>
    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }

    internal int Size => Limit ?? Http.Cursor.DefaultLimit;

    /// <summary>The page holds what is older than this; null: the newest.</summary>
    internal Guid? Before => Cursor is not null && Http.Cursor.TryParse(Cursor, out var last) ? last : null;
}

internal class PageQueryValidator<TQuery> : AbstractValidator<TQuery>
    where TQuery : PageQuery
{
    public PageQueryValidator()
    {
        RuleFor(query => query.Limit).Between(1, Http.Cursor.MaxLimit);
        RuleFor(query => query.Cursor).Constrain(
            cursor => cursor is null || Http.Cursor.TryParse(cursor, out _),
            "must be the next_cursor of a previous page",
            new Constraint { MinLength = 22, MaxLength = 22 });
    }
}

internal sealed class PageQueryValidator : PageQueryValidator<PageQuery>;
