using System.Collections.Immutable;

namespace DeliveryOtp.Domain.Deliveries;

/// <summary>What a retailer keeps with a delivery for itself: keys and texts. Equal where they say the same.</summary>
public sealed class Metadata : IEquatable<Metadata>
{
    /// <summary>How many keys it has at most.</summary>
    public const int MaxKeys = 20;

    /// <summary>How long a key is at most, in characters.</summary>
    public const int MaxKeyLength = 40;

    /// <summary>How long a value is at most, in characters.</summary>
    public const int MaxValueLength = 500;

    public static readonly Metadata None = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    private Metadata(ImmutableSortedDictionary<string, string> values) => Values = values;

    /// <summary>In the order of the keys.</summary>
    public ImmutableSortedDictionary<string, string> Values { get; }

    public static Metadata Of(IEnumerable<KeyValuePair<string, string>> values) =>
        values.ToImmutableSortedDictionary(StringComparer.Ordinal) is { IsEmpty: false } some ? new Metadata(some) : None;

    /// <summary>Each key with its new value; without those whose new value is null.</summary>
    public Metadata With(IReadOnlyDictionary<string, string?> changes)
    {
        var values = Values.ToBuilder();
        foreach (var (key, value) in changes)
        {
            if (value is null)
                values.Remove(key);
            else
                values[key] = value;
        }

        return Of(values);
    }

    public bool Equals(Metadata? other) => other is not null && Values.SequenceEqual(other.Values);

    public override bool Equals(object? obj) => Equals(obj as Metadata);

    public override int GetHashCode() => Values.Count;

    /// <summary>It may name people: not printed.</summary>
    public override string ToString() => "metadata";
}
