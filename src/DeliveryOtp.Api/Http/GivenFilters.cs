namespace DeliveryOtp.Api.Http;

/// <summary>The filters of a search as the caller gave them, for the log of what support searched for.</summary>
internal static class GivenFilters
{
    /// <summary>Without those that were left out.</summary>
    public static IReadOnlyDictionary<string, string[]> Of(params (string Name, string?[] Values)[] filters) => filters
        .Select(filter => (filter.Name, Values: filter.Values.OfType<string>().ToArray()))
        .Where(filter => filter.Values.Length > 0)
        .ToDictionary(filter => filter.Name, filter => filter.Values, StringComparer.Ordinal);
}
