using System.Reflection;
using DeliveryOtp.Api.Deliveries;
using DeliveryOtp.Api.Doorstep;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Api.Recipients;
using DeliveryOtp.Api.Webhooks;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Tests.Architecture;

/// <summary>
/// The compiler knows whether a switch has every value of an enum, and not whether it has every case of a record: here it is read
/// from the code that it made. Who looks at two cases of one looks at all, or at all of a part that has a name.
/// </summary>
public sealed class ClosedHierarchyTests
{
    private static readonly Type[] All =
        [.. new[] { typeof(ApiController).Assembly, typeof(EnumName<>).Assembly }.SelectMany(assembly => assembly.GetTypes())];

    private static readonly Type[] Roots =
    [
        .. All.Where(type => type is { IsAbstract: true, IsClass: true } && type.GetMethod("<Clone>$") is not null && CasesOf(type).Count > 1),
    ];

    public static TheoryData<Type> Closed =>
    [
        typeof(DeliveryEvent), typeof(DisputeEvent), typeof(DeliveryChange), typeof(Visit), typeof(StoredContent), typeof(CommandOutcome<>),
        typeof(Repetition), typeof(VisitResult), typeof(IssuingResult), typeof(LiveOpening), typeof(WebhookOrder),
    ];

    [Theory]
    [MemberData(nameof(Closed))]
    public void Nobody_else_adds_a_case(Type root)
    {
        Assert.Contains(root, Roots);
        Assert.All(
            root.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(made => made.GetParameters().Length == 0),
            made => Assert.True(made.IsPrivate || made.IsFamilyAndAssembly));
        Assert.All(CasesOf(root), type => Assert.True(type.IsSealed));
    }

    [Fact]
    public void Who_looks_at_two_cases_looks_at_all() => Assert.Empty(All
        .SelectMany(type => type.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .SelectMany(MissingIn));

    /// <summary>The proof that this test can fail.</summary>
    [Fact]
    public void A_forgotten_case_is_found()
    {
        var forgetful = typeof(ClosedHierarchyTests).GetMethod(nameof(IsOver), BindingFlags.NonPublic | BindingFlags.Static)!;
        Assert.Equal(["ClosedHierarchyTests.IsOver looks at Busy, NotFound of VisitResult alone"], MissingIn(forgetful));
    }

    private static bool IsOver(VisitResult result) => result switch
    {
        VisitResult.NotFound => true,
        VisitResult.Busy => false,
        _ => throw new ArgumentOutOfRangeException(nameof(result)),
    };

    private static IEnumerable<string> MissingIn(MethodInfo method)
    {
        HashSet<Type> tested = [.. TypeTests.Of(method).Select(DefinitionOf)];
        if (tested.Count < 2)
            yield break;
        foreach (var root in Roots)
        {
            HashSet<Type> seen = [.. CasesOf(root).Where(tested.Contains)];
            if (seen.Count > 1 && !All.Any(part => (part.IsAbstract || part.IsInterface) && CasesOf(part).SetEquals(seen)))
                yield return $"{method.DeclaringType!.Name}.{method.Name} looks at {string.Join(", ", seen.Select(type => type.Name).Order(StringComparer.Ordinal))} of {root.Name} alone";
        }
    }

    private static HashSet<Type> CasesOf(Type root) => [.. All.Where(type => type is { IsAbstract: false, IsClass: true } && BasesOf(type).Contains(DefinitionOf(root)))];

    private static IEnumerable<Type> BasesOf(Type type)
    {
        for (var one = type; one is not null; one = one.BaseType)
            yield return DefinitionOf(one);
        foreach (var one in type.GetInterfaces())
            yield return DefinitionOf(one);
    }

    private static Type DefinitionOf(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;
}
