using System.Globalization;
using DeliveryOtp.Api.AuditTrail;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Places;
using DeliveryOtp.Domain.Signals;
using FluentValidation;

namespace DeliveryOtp.Api.Pages.Console.Attempts;

/// <summary>Turns filters into the query that the API's own list and stream take, and says what is wrong with them.</summary>
internal static class AttemptSearch
{
    /// <summary>The verdicts that a place may be looked for by: those that leave a signal, which has an index.</summary>
    public static IReadOnlyList<(string Value, string Words)> Places { get; } =
    [
        (EnumName<PlaceVerdict>.Of(PlaceVerdict.Outside), "outside the fence"),
        (EnumName<PlaceVerdict>.Of(PlaceVerdict.Unverified), "unverified"),
    ];

    public static (TQuery? Query, IReadOnlyList<SearchError> Errors) Read<TQuery>(
        SearchFilters filters,
        string? cursor,
        DateTimeOffset now,
        IValidator<TQuery> validator)
        where TQuery : AttemptQuery, new()
    {
        List<SearchError> errors = [];
        var query = new TQuery
        {
            OrderId = filters[SearchFilters.Order],
            DeliveryId = DeliveryOf(filters, errors),
            CourierId = filters[SearchFilters.Courier],
            DeviceId = filters[SearchFilters.Device],
            Outcome = [.. filters.Outcomes],
            Signal = filters[SearchFilters.Signal],
            Place = PlaceOf(filters, errors),
            From = FromOf(filters, now, errors),
            To = Moments.Of(filters[SearchFilters.To]),
            Near = PastedPlace.TryParse(filters[SearchFilters.Near] ?? string.Empty, out var place)
                ? PastedPlace.Format(place)
                : filters[SearchFilters.Near],
            RadiusM = RadiusOf(filters, errors),
            Cursor = cursor,
        };
        errors.AddRange(validator.Validate(query).Errors.Select(SearchError.Of).Select(error => error.Name switch
        {
            SearchFilters.Outcome => Unknown(error.Name, filters.Outcomes, EnumName<AttemptOutcome>.All),
            SearchFilters.Signal => Unknown(error.Name, [filters[SearchFilters.Signal]!], SignalRules.Names),
            _ => error,
        }));
        return (errors.Count > 0 ? null : query, errors);
    }

    /// <summary>All the names there are would be a wall of words: those that look like it.</summary>
    private static SearchError Unknown(string filter, IEnumerable<string> values, IReadOnlyList<string> known)
    {
        var unknown = values.First(value => !known.Contains(value, StringComparer.Ordinal));
        string[] alike = [.. known.Where(name => name.Contains(unknown, StringComparison.OrdinalIgnoreCase))];
        return new(filter, alike.Length > 0
            ? $"there is no “{unknown}”; did you mean {string.Join(" or ", alike)}?"
            : $"there is no “{unknown}”; the list of the filter form has them all");
    }

    private static Guid? DeliveryOf(SearchFilters filters, List<SearchError> errors)
    {
        if (filters[SearchFilters.Delivery] is not { } text)
            return null;
        if (Guid.TryParse(text, out var id))
            return id;
        errors.Add(new(SearchFilters.Delivery, "must be a delivery's id, such as 01930c5e-8a3f-7000-8000-000000000000"));
        return null;
    }

    private static PlaceVerdict? PlaceOf(SearchFilters filters, List<SearchError> errors)
    {
        if (filters[SearchFilters.Place] is not { } text)
            return null;
        if (Places.Any(place => place.Value == text))
            return EnumName<PlaceVerdict>.Parse(text);
        errors.Add(new(SearchFilters.Place, $"must be one of {string.Join(", ", Places.Select(place => place.Value))}"));
        return null;
    }

    private static string? FromOf(SearchFilters filters, DateTimeOffset now, List<SearchError> errors)
    {
        var from = Moments.Of(filters[SearchFilters.From]);
        if (filters[SearchFilters.Since] is not { } since)
            return from;
        if (Since.Before(now, since) is not { } start)
            errors.Add(new(SearchFilters.Since, Since.Expectation));
        else if (from is not null)
            errors.Add(new(SearchFilters.Since, "can't stand beside from: say one of them"));
        else
            return Timestamp.Format(start);
        return from;
    }

    private static double? RadiusOf(SearchFilters filters, List<SearchError> errors)
    {
        if (filters[SearchFilters.Radius] is not { } text)
            return null;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var radius))
            return radius;
        errors.Add(new(SearchFilters.Radius, "must be a number of metres"));
        return 1;
    }
}
