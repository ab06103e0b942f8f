using System.Globalization;
using System.Text.Json;

namespace DeliveryOtp.Api.Http.OpenApi;

/// <summary>Texts of the contract of which every one that there is has a name: an enum of its own in the document.</summary>
/// <param name="Schema">What the document calls it.</param>
/// <param name="Description">What it is.</param>
/// <param name="Values">Each with what it means.</param>
internal sealed record KnownNames(string Schema, string Description, IReadOnlyList<KnownName> Values)
{
    /// <summary>Members of types that can't say so by <see cref="OneOfAttribute"/>.</summary>
    public IReadOnlyList<(Type Type, string Member)> Also { get; init; } = [];

    /// <summary>The values of an enum, spelled as on the wire, with what its comments say about them.</summary>
    public static IEnumerable<KnownName> Of<TEnum>(XmlSummaries summaries, Func<TEnum, bool>? which = null)
        where TEnum : struct, Enum => Enum.GetValues<TEnum>().Where(which ?? (_ => true)).Select(value => new KnownName(
            JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()),
            summaries.Of(value)));
}

/// <summary>How the document calls them.</summary>
internal static class Names
{
    public const string EntryKind = nameof(EntryKind);
    public const string EventType = nameof(EventType);
    public const string MessageType = nameof(MessageType);
    public const string SignalName = nameof(SignalName);
    public const string TrackedKind = nameof(TrackedKind);
    public const string VisitOutcome = nameof(VisitOutcome);
}

/// <param name="Value">On the wire.</param>
/// <param name="Meaning">A sentence.</param>
internal readonly record struct KnownName(string Value, string Meaning)
{
    private static readonly char[] Separators = ['_', '.'];

    /// <summary>In code that is generated.</summary>
    public string Name => NameOf(Value);

    /// <summary>delivery.code_renewed: DeliveryCodeRenewed.</summary>
    public static string NameOf(string value) => string.Concat(
        value.Split(Separators).Select(word => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..]));
}

/// <summary>The member, or each item of it, is one of <see cref="KnownNames"/>.</summary>
/// <param name="schema">Which.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OneOfAttribute(string schema) : Attribute
{
    public string Schema => schema;
}

internal static class KnownNamesRegistration
{
    public static IServiceCollection AddKnownNames(this IServiceCollection services, Func<XmlSummaries, KnownNames> names) =>
        services.AddSingleton(provider => names(provider.GetRequiredService<XmlSummaries>()));
}
