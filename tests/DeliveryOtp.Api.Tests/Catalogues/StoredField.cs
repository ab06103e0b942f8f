using System.Reflection;
using System.Text.Json;
using DeliveryOtp.Api.Persistence.Journal;

namespace DeliveryOtp.Api.Tests.Catalogues;

/// <summary>A member of what is stored of an entry, as it is spelled; those of an object within it have its name before a dot.</summary>
/// <param name="Path">Such as <c>location.latitude</c>.</param>
/// <param name="Type">Of its value, or of those in its list.</param>
/// <param name="IsList">It has many.</param>
/// <param name="IsOptional">It is left out where there is none.</param>
internal sealed record StoredField(string Path, Type Type, bool IsList, bool IsOptional)
{
    private const string Namespace = "DeliveryOtp.Api.Persistence.Journal";

    public bool IsPolicy => Type == typeof(StoredPolicy);

    /// <summary>The fields of a stored form, in the order in which they are written.</summary>
    public static IReadOnlyList<StoredField> Of(Type form) => [.. Below(form, prefix: string.Empty, isOptional: false)];

    /// <summary>What its values look like.</summary>
    public string TypeName => (IsList ? "list of " : string.Empty) + OneName;

    private string OneName => Type switch
    {
        { IsEnum: true } => Markdown.Codes(Enum.GetNames(Type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)),
        _ when Type == typeof(string) => "text",
        _ when Type == typeof(Guid) => "UUID",
        _ when Type == typeof(DateTimeOffset) => "time",
        _ when Type == typeof(int) => "integer",
        _ when Type == typeof(double) => "number",
        _ when Type == typeof(bool) => "`true`, `false`",
        _ when IsPolicy => "object",
        _ => throw new InvalidOperationException($"Say in {nameof(StoredField)} what {Type.Name} is called ({Path})."),
    };

    private static IEnumerable<StoredField> Below(Type form, string prefix, bool isOptional)
    {
        var nullability = new NullabilityInfoContext();
        foreach (var parameter in form.GetConstructors().Single().GetParameters())
        {
            var isNullable = isOptional || nullability.Create(form.GetProperty(parameter.Name!)!).ReadState == NullabilityState.Nullable;
            var path = prefix + JsonNamingPolicy.SnakeCaseLower.ConvertName(parameter.Name!);
            var isList = parameter.ParameterType.IsGenericType && parameter.ParameterType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);
            var type = isList ? parameter.ParameterType.GetGenericArguments()[0] : parameter.ParameterType;
            type = Nullable.GetUnderlyingType(type) ?? type;
            var fields = IsObject(type)
                ? Below(type, $"{path}{(isList ? "[]" : string.Empty)}.", isNullable)
                : [new StoredField(path, type, isList, isNullable)];
            foreach (var field in fields)
                yield return field;
        }
    }

    private static bool IsObject(Type type) => type is { IsClass: true, Namespace: Namespace } && type != typeof(StoredPolicy);
}
