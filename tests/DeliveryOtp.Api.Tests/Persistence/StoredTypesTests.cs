using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain;

namespace DeliveryOtp.Api.Tests.Persistence;

/// <summary>What stored forms are made of.</summary>
public sealed class StoredTypesTests
{
    private static readonly Type[] Stored =
    [
        .. typeof(StoredContent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(StoredContent))).SelectMany(PartsOf),
        .. PartsOf(typeof(StoredPolicy)),
        .. PartsOf(typeof(StoredVisits)),
    ];

    /// <summary>Who changes a record of the domain changes nothing that is stored.</summary>
    [Fact]
    public void No_type_of_the_domain_is_in_them_but_enums() => Assert.DoesNotContain(
        Stored, type => type.Assembly == typeof(EnumName<>).Assembly && !type.IsEnum);

    /// <summary>Enums are stored by name: one that is spelled otherwise in C# is another one here, and that it may be gone is seen.</summary>
    [Fact]
    public void Every_name_that_they_may_hold_is_in_the_golden_file()
    {
        var names = new JsonObject();
        foreach (var type in Stored.Where(type => type.IsEnum).Distinct().OrderBy(type => type.Name, StringComparer.Ordinal))
        {
            names[JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name)] = new JsonArray(
                [.. ((IReadOnlyList<string>)typeof(EnumName<>).MakeGenericType(type).GetProperty("All")!.GetValue(null)!).Select(name => (JsonNode)name)]);
        }

        Assert.Equal(GoldenFile.Read("names", 1), GoldenFile.Format(names.ToJsonString()));
    }

    private static IEnumerable<Type> PartsOf(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? (type.IsArray ? type.GetElementType()! : type);
        if (bare.IsGenericType)
            return bare.GetGenericArguments().SelectMany(PartsOf);
        return bare.Namespace!.StartsWith("DeliveryOtp", StringComparison.Ordinal) && !bare.IsEnum
            ? bare.GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(property => PartsOf(property.PropertyType)).Prepend(bare)
            : [bare];
    }
}
