using System.Text.Json;
using DeliveryOtp.Api.Http;
using FluentValidation.Results;
using Microsoft.AspNetCore.WebUtilities;

namespace DeliveryOtp.Api.Pages.Console.Attempts;

/// <summary>One filter: its name in an address, and what it asks for.</summary>
internal sealed record SearchFilter(string Name, string Value);

/// <summary>What is wrong with a search, in words, and at which filter; null: at none of them.</summary>
internal sealed record SearchError(string? Name, string Sentence)
{
    /// <summary>The API's validators say it of a property, which is named as the filter is.</summary>
    public static SearchError Of(ValidationFailure failure) =>
        new(JsonNamingPolicy.SnakeCaseLower.ConvertName(failure.PropertyName), failure.ErrorMessage);
}

/// <summary>
/// The filters of a search in the order in which they were given: an address, a form and the tokens of the search field are three
/// spellings of them.
/// </summary>
internal sealed class SearchFilters(IReadOnlyList<SearchFilter> all)
{
    public const string Order = "order_id";
    public const string Courier = "courier_id";
    public const string Device = "device_id";
    public const string Delivery = "delivery_id";
    public const string Outcome = "outcome";
    public const string Signal = "signal";
    public const string Near = "near";
    public const string Radius = "radius_m";
    public const string From = "from";
    public const string To = "to";
    public const string Since = "since";
    public const string Place = "place";

    /// <summary>No filter, but where the page begins.</summary>
    public const string Cursor = "cursor";

    /// <summary>How far from a place that was given without a radius.</summary>
    public const string UsualRadius = "500";

    /// <summary>Those of attempts.</summary>
    public static IReadOnlyList<string> Names { get; } = [Order, Courier, Device, Delivery, Outcome, Signal, Near, Radius, From, To, Since, Place];

    public static SearchFilters None { get; } = new([]);

    public IReadOnlyList<SearchFilter> All => all;

    public string? this[string name] => all.FirstOrDefault(filter => filter.Name == name)?.Value;

    public IEnumerable<string> Outcomes => all.Where(filter => filter.Name == Outcome).Select(filter => filter.Value);

    /// <summary>Empty fields of a form are none. What nobody knows is an error: left out, it would return more than was asked for.</summary>
    /// <param name="query">With its question mark.</param>
    /// <param name="names">Those of the list.</param>
    public static (SearchFilters Filters, IReadOnlyList<SearchError> Errors) Of(QueryString query, IReadOnlyList<string> names)
    {
        List<SearchFilter> filters = [];
        List<SearchError> errors = [];
        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            var (name, value) = (pair.DecodeName().ToString(), RequestText.Normalize(pair.DecodeValue().ToString()));
            if (name == Cursor || value is null)
                continue;
            if (!names.Contains(name, StringComparer.Ordinal))
                errors.Add(new(name, "is no filter of this list"));
            else if (name != Outcome && filters.Exists(filter => filter.Name == name))
                errors.Add(new(name, "may be given once"));
            else
                filters.Add(new(name, value));
        }

        return (new SearchFilters(WithRadius(filters)), errors);
    }

    /// <summary>A form sends its radius even where no place is given.</summary>
    public static IReadOnlyList<SearchFilter> WithRadius(IReadOnlyList<SearchFilter> filters)
    {
        var (near, radius) = (filters.Any(filter => filter.Name == Near), filters.Any(filter => filter.Name == Radius));
        return (near, radius) switch
        {
            (true, false) => [.. filters, new(Radius, UsualRadius)],
            (false, true) => [.. filters.Where(filter => filter.Name != Radius)],
            _ => filters,
        };
    }

    public SearchFilters WithoutLast()
    {
        var last = all.LastOrDefault(filter => filter.Name != Radius);
        return last is null ? None : new(WithRadius([.. all.Where(filter => !ReferenceEquals(filter, last))]));
    }

    /// <summary>Empty, or with its question mark.</summary>
    public string ToQuery(string? cursor = null) => QueryString.Create(
        all.Select(filter => KeyValuePair.Create<string, string?>(filter.Name, filter.Value))
            .Concat(cursor is null ? [] : [KeyValuePair.Create<string, string?>(Cursor, cursor)])).Value ?? string.Empty;
}
