using System.Collections.Frozen;
using System.Globalization;

namespace DeliveryOtp.Domain.Places;

/// <summary>
/// Roughly where a country is: boxes with a margin round its lands. They tell a destination whose latitude and longitude
/// changed places, or that nobody could find on a map, before a courier stands at no door.
/// </summary>
public static class CountryBoxes
{
    private const string Resource = "country-boxes.csv";

    private static readonly FrozenDictionary<string, Box[]> ByCountry = Read();

    /// <summary>
    /// Whether a door can be there: not at 0,0, which is what a failed search for an address gives, and in a box of its country
    /// where the country has any.
    /// </summary>
    /// <param name="country">ISO 3166-1 alpha-2.</param>
    /// <param name="position">The door.</param>
    public static bool CanHold(string country, Position position) => position != default
        && (!ByCountry.TryGetValue(country, out var boxes) || Array.Exists(boxes, box => box.Holds(position)));

    private static FrozenDictionary<string, Box[]> Read()
    {
        using var rows = new StreamReader(typeof(CountryBoxes).Assembly.GetManifestResourceStream(Resource)!);
        return rows.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Skip(1)
            .Select(row => row.Split(','))
            .GroupBy(fields => fields[0], Box.Of, StringComparer.Ordinal)
            .ToFrozenDictionary(country => country.Key, country => country.ToArray(), StringComparer.Ordinal);
    }

    private sealed record Box(double South, double West, double North, double East)
    {
        public static Box Of(string[] fields)
        {
            double Degrees(int column) => double.Parse(fields[column], CultureInfo.InvariantCulture);
            return new Box(Degrees(1), Degrees(2), Degrees(3), Degrees(4));
        }

        public bool Holds(Position position) =>
            position.Latitude >= South && position.Latitude <= North && position.Longitude >= West && position.Longitude <= East;
    }
}
