using System.Reflection;
using System.Xml.Linq;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DeliveryOtp.Api.Http.OpenApi;

/// <summary>What the code's own comments say about the values of an enum.</summary>
internal sealed class XmlSummaries
{
    private const string Field = "F:";

    private readonly Dictionary<string, string> _summaries;

    public XmlSummaries(params IEnumerable<Assembly> assemblies) => _summaries = assemblies
        .Select(PathOf)
        .SelectMany(path => XDocument.Load(path).Descendants("member"))
        .Where(member => member.Attribute("name")!.Value.StartsWith(Field, StringComparison.Ordinal) && member.Element("summary") is not null)
        .ToDictionary(
            member => member.Attribute("name")!.Value,
            member => XmlCommentsTextHelper.Humanize(string.Concat(member.Element("summary")!.Nodes())),
            StringComparer.Ordinal);

    /// <summary>The compiler writes it beside the assembly.</summary>
    public static string PathOf(Assembly assembly) => Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml");

    /// <summary>Empty: there is no comment, which a test tells.</summary>
    public string Of(Enum value) => _summaries.GetValueOrDefault($"{Field}{value.GetType().FullName!.Replace('+', '.')}.{value}", string.Empty);
}
