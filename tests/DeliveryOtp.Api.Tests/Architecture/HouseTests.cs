using System.Reflection;
using System.Text.RegularExpressions;
using ArchUnitNET.Fluent.Syntax.Elements.Types;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnit;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace DeliveryOtp.Api.Tests.Architecture;

/// <summary>The arrows of the house: what may depend on what.</summary>
public sealed class HouseTests
{
    private const string Api = "DeliveryOtp.Api";

    private static readonly string[] Features = [.. typeof(ApiController).Assembly.GetTypes()
        .Select(type => type.Namespace)
        .OfType<string>()
        .Where(name => name.StartsWith($"{Api}.", StringComparison.Ordinal))
        .Select(name => name.Split('.')[2])
        .Distinct(StringComparer.Ordinal)
        .Except(["Http", "Persistence", "Sandbox", "Pages", "Drawing"], StringComparer.Ordinal)];

    private static readonly ArchUnitNET.Domain.Architecture House =
        new ArchLoader().LoadAssemblies(typeof(ApiController).Assembly, typeof(EnumName<>).Assembly).Build();

    [Fact]
    public void Domain_has_no_package_and_no_reference() => Assert.DoesNotContain(
        typeof(EnumName<>).Assembly.GetReferencedAssemblies(),
        reference => !reference.Name!.StartsWith("System", StringComparison.Ordinal));

    [Fact]
    public void There_are_features_to_test() => Assert.Superset(
        new HashSet<string>(["Access", "Deliveries", "Doorstep"], StringComparer.Ordinal),
        new HashSet<string>(Features, StringComparer.Ordinal));

    [Fact]
    public void Features_do_not_use_each_other()
    {
        foreach (var feature in Features)
        {
            foreach (var other in Features.Where(name => name != feature))
                Forbids(feature, other).Check(House);
        }
    }

    [Fact]
    public void Pages_know_features_and_no_feature_knows_a_page()
    {
        foreach (var downstairs in Features.Append("Http").Append("Persistence").Append("Drawing"))
            Forbids(downstairs, "Pages").Check(House);
    }

    /// <summary>They ask services. Generated code is in another namespace.</summary>
    [Fact]
    public void Pages_know_no_tables_and_no_database() => Types().That().ResideInNamespaceMatching(Inside($"{Api}.Pages"))
        .Should().NotDependOnAnyTypesThat().ResideInNamespaceMatching($@"^{Api}\.Persistence\.Rows")
        .AndShould().NotDependOnAnyTypesThat().ResideInNamespaceMatching("^(Npgsql|Microsoft.EntityFrameworkCore)")
        .Check(House);

    [Fact]
    public void Persistence_knows_the_domain_only()
    {
        foreach (var upstairs in Features.Append("Http").Append("Sandbox"))
            Forbids("Persistence", upstairs).Check(House);
    }

    [Fact]
    public void Http_knows_no_feature_and_no_table()
    {
        foreach (var other in Features.Append("Persistence").Append("Sandbox"))
            Forbids("Http", other).Check(House);
    }

    [Fact]
    public void Nobody_knows_the_sandbox()
    {
        foreach (var feature in Features)
            Forbids(feature, "Sandbox").Check(House);
    }

    [Fact]
    public void Controllers_know_no_tables_and_no_database() => Types().That().HaveNameEndingWith("Controller")
        .Should().NotDependOnAnyTypesThat().ResideInNamespaceMatching($@"^{Api}\.Persistence")
        .AndShould().NotDependOnAnyTypesThat().ResideInNamespaceMatching("^(Npgsql|Microsoft.EntityFrameworkCore)")
        .Check(House);

    [Fact]
    public void Validators_check_shape_and_never_state() => Types().That().HaveNameEndingWith("Validator")
        .Should().NotDependOnAnyTypesThat().ResideInNamespaceMatching($@"^{Api}\.Persistence")
        .Check(House);

    /// <summary>The proof that these tests can fail: a house with a wrong arrow in it.</summary>
    [Fact]
    public void A_wrong_arrow_is_found()
    {
        var wrong = new ArchLoader().LoadAssemblies(Assembly.GetExecutingAssembly()).Build();
        var rule = Forbids("DeliveryOtp.Api.Tests.Architecture.Wrong.Deliveries", "DeliveryOtp.Api.Tests.Architecture.Wrong.Doorstep", prefix: string.Empty);
        Assert.False(rule.HasNoViolations(wrong));
    }

    private static TypesShouldConjunction Forbids(string from, string to, string prefix = $"{Api}.") => Types()
        .That().ResideInNamespaceMatching(Inside(prefix + from))
        .Should().NotDependOnAnyTypesThat().ResideInNamespaceMatching(Inside(prefix + to));

    private static string Inside(string name) => $"^{Regex.Escape(name)}($|\\.)";
}
