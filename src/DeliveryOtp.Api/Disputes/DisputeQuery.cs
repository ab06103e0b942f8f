using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Disputes;

/// <summary>Filters of the list of disputes; all of them have to hold.</summary>
public sealed record DisputeQuery
{
    /// <summary>Items a page, 1–200; 50 when omitted.</summary>
    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }

    /// <summary>The previous page's `next_cursor`.</summary>
    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }

    /// <summary>open or decided; omitted: both.</summary>
    [FromQuery(Name = "state")]
    public string? State { get; init; }

    /// <summary>not_received, wrong_item or empty_box.</summary>
    [FromQuery(Name = "kind")]
    public string? Kind { get; init; }

    /// <summary>Open ones whose due date has passed (`overdue`), or comes within the next seven days (`week`).</summary>
    [FromQuery(Name = "due")]
    public string? Due { get; init; }

    /// <summary>The delivery that they are about.</summary>
    [FromQuery(Name = "delivery_id")]
    public Guid? DeliveryId { get; init; }

    internal int Size => Limit ?? Http.Cursor.DefaultLimit;

    internal DisputeCursor? Position => Cursor is not null && DisputeCursor.TryParse(Cursor, out var cursor) ? cursor : null;

    internal ContestKind? KindValue => Kind is not null && EnumName<ContestKind>.TryParse(Kind, out var kind) ? kind : null;

    internal DisputeDue? DueValue => Due is not null && EnumName<DisputeDue>.TryParse(Due, out var due) ? due : null;

    /// <summary>Null: both. Only what is open is due.</summary>
    internal DisputeState? StateValue
    {
        get
        {
            if (State is not null && EnumName<DisputeState>.TryParse(State, out var state))
                return state;
            return Due is null ? null : DisputeState.Open;
        }
    }

    internal IReadOnlyDictionary<string, string[]> Filters => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["state"] = State,
        ["kind"] = Kind,
        ["due"] = Due,
        ["delivery_id"] = DeliveryId?.ToString(),
        ["cursor"] = Cursor,
    }.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => new[] { pair.Value! }, StringComparer.Ordinal);
}

internal sealed class DisputeQueryValidator : AbstractValidator<DisputeQuery>
{
    public DisputeQueryValidator()
    {
        RuleFor(query => query.Limit).Between(1, Http.Cursor.MaxLimit);
        RuleFor(query => query.Cursor).Constrain(
            cursor => cursor is null || DisputeCursor.TryParse(cursor, out _),
            "must be the next_cursor of a previous page",
            new Constraint { MinLength = DisputeCursor.Length, MaxLength = DisputeCursor.Length });
        RuleFor(query => query.State).OneOf(EnumName<DisputeState>.All);
        RuleFor(query => query.Kind).OneOf(EnumName<ContestKind>.All);
        RuleFor(query => query.Due).OneOf(EnumName<DisputeDue>.All);
        RuleFor(query => query.Due)
            .Must((query, due) => due is null || query.State != EnumName<DisputeState>.Of(DisputeState.Decided))
            .WithMessage("only what is open is due");
    }
}
