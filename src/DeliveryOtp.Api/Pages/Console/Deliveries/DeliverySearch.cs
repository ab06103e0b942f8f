using DeliveryOtp.Api.Deliveries;
using DeliveryOtp.Api.Pages.Console.Attempts;
using FluentValidation;

namespace DeliveryOtp.Api.Pages.Console.Deliveries;

/// <summary>Turns filters into the query of the API's list of deliveries, and says what is wrong with them.</summary>
internal static class DeliverySearch
{
    public const string Status = "status";
    public const string Review = "review";

    public static IReadOnlyList<string> Names { get; } =
        [Status, Review, SearchFilters.Courier, SearchFilters.Order, SearchFilters.From, SearchFilters.To];

    /// <summary>What somebody works through.</summary>
    public static IReadOnlyList<(string Words, string Query)> Ready { get; } =
    [
        ("To review", "?review=true"),
        ("On hold", "?status=held"),
        ("Locked", "?status=locked"),
        ("Contested", "?status=contested"),
        ("All", string.Empty),
    ];

    public static (DeliveryQuery? Query, IReadOnlyList<SearchError> Errors) Read(
        SearchFilters filters,
        string? cursor,
        IValidator<DeliveryQuery> validator)
    {
        List<SearchError> errors = [];
        if (filters[Review] is not (null or "true" or "false"))
            errors.Add(new(Review, "must be true or false"));
        var query = new DeliveryQuery
        {
            OrderId = filters[SearchFilters.Order],
            CourierId = filters[SearchFilters.Courier],
            Status = filters[Status] is { } status ? [status] : null,
            Review = filters[Review] is { } review ? review == "true" : null,
            From = Moments.Of(filters[SearchFilters.From]),
            To = Moments.Of(filters[SearchFilters.To]),
            Cursor = cursor,
        };
        errors.AddRange(validator.Validate(query).Errors.Select(SearchError.Of));
        return (errors.Count > 0 ? null : query, errors);
    }

    /// <summary>Each with its spelling, as the empty list says it.</summary>
    public static string Say(SearchFilters filters) => string.Join(", ", filters.All.Select(filter => $"{filter.Name} {filter.Value}"));
}
