using static System.FormattableString;

namespace DeliveryOtp.Api.Drawing;

/// <summary>The plan in sentences, for those who don't see it.</summary>
internal static class PlanWords
{
    public const string Title = "Plan of the doorstep";

    private const int PlaceLimit = 8;

    /// <summary>Of more, nobody wants to hear each: the table has them.</summary>
    private const int NumberLimit = 20;

    private static readonly string[] Directions =
        ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"];

    public static string Describe(Door door, IReadOnlyList<LocatedEntry> located)
    {
        if (located.Count == 0)
            return $"No place is on record. The fence of {Lengths.Of(door.Radius)} is drawn round the address.";

        var isInside = located.ToLookup(entry => entry.Bearing.Distance <= door.Radius);
        List<string> clauses = [];
        if (isInside[true].Any())
            clauses.Add($"{Are(isInside[true], "lies", "lie")} inside the fence of {Lengths.Of(door.Radius)}");
        clauses.AddRange(Outside([.. isInside[false]]));
        List<string> sentences = [$"{string.Join("; ", clauses)}."];
        Say(entry => entry.Fix.IsMock, "is a mock location", "are mock locations");
        Say(entry => entry.Fix.IsStale, "is not a fix of that moment", "are not fixes of that moment");
        Say(entry => entry.Accuracy is null, "says no accuracy", "say no accuracy");
        foreach (var vague in located.Where(entry => entry is { IsVague: true, Accuracy: not null }).Take(PlaceLimit))
            sentences.Add(Invariant($"{vague.Entry.Number} is known to {Lengths.Around(vague.Accuracy!.Value)} only."));
        return string.Join(' ', sentences);

        void Say(Predicate<LocatedEntry> holds, string one, string many)
        {
            LocatedEntry[] those = [.. located.Where(entry => holds(entry))];
            if (those.Length > 0)
                sentences.Add($"{Are(those, one, many)}.");
        }
    }

    private static IEnumerable<string> Outside(IReadOnlyList<LocatedEntry> outside)
    {
        var places = outside
            .GroupBy(entry => $"{Lengths.Of(entry.Bearing.Distance)} to the {Directions[entry.Bearing.Octant]}", StringComparer.Ordinal)
            .ToArray();
        foreach (var place in places.Take(PlaceLimit))
            yield return $"{Are(place, "lies", "lie")} {place.Key}";
        if (places.Length > PlaceLimit)
            yield return $"{Are(places.Skip(PlaceLimit).SelectMany(place => place), "lies", "lie")} elsewhere outside the fence";
    }

    private static string Are(IEnumerable<LocatedEntry> entries, string one, string many)
    {
        int[] numbers = [.. entries.Select(entry => entry.Entry.Number)];
        if (numbers.Length > NumberLimit)
            return Invariant($"{numbers.Length} marks {many}");
        return $"{NumberList.Of(numbers)} {(numbers.Length == 1 ? one : many)}";
    }
}
