using System.Reflection;
using DeliveryOtp.Api.Doorstep.Outcomes;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Api.Webhooks;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.Tests.Catalogues;

/// <summary>What the code knows stands in its catalogue, as the file is kept: whoever adds one is told which, and where to say what it means.</summary>
public sealed class CompletenessTests
{
    [Fact]
    public void Every_outcome_is_in_its_catalogue() =>
        AssertHas("outcomes.md", EnumName<AttemptOutcome>.All.Concat(EnumName<ArrivalOutcome>.All).Concat(EnumName<CourierStep>.All).Select(name => $"| `{name}` |"));

    [Fact]
    public void Every_signal_is_in_its_catalogue() =>
        AssertHas("signals.md", SignalRules.All.Select(rule => FormattableString.Invariant($"| `{rule.Name}` | {rule.Weight} | {rule.Meaning} |")));

    /// <summary>A rule that nobody lists is raised by nobody, or behind everybody's back.</summary>
    [Fact]
    public void Every_rule_that_raises_a_signal_is_listed() => Assert.Equal(
        typeof(SignalRule).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(SignalRule))).Select(type => type.Name).Order(StringComparer.Ordinal),
        SignalRules.All.Select(rule => rule.GetType().Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Words_about_signals_and_events_are_of_those_that_there_are()
    {
        Assert.Empty(SignalWords.Names.Except(SignalRules.All.Select(rule => rule.Name), StringComparer.Ordinal));
        Assert.Empty(WebhookWords.Types.Except(WebhookEventTypes.All.Append(WebhookEventTypes.Test), StringComparer.Ordinal));
    }

    [Fact]
    public void Every_kind_of_entry_is_in_its_catalogue() =>
        AssertHas("events.md", Enum.GetValues<EntryKind>().Select(kind => $"### {KindName.Of(kind)}\n"));

    /// <summary>The constants, not only those that an endpoint may ask for.</summary>
    [Fact]
    public void Every_webhook_event_is_in_its_catalogue() => AssertHas(
        "events.md",
        typeof(WebhookEventTypes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!)
            .Concat(WebhookEventTypes.All)
            .Select(type => $"| `{type}` |"));

    private static void AssertHas(string file, IEnumerable<string> lines)
    {
        var kept = File.ReadAllText(Repository.PathOf("docs", file));
        Assert.Equal([], lines.Distinct(StringComparer.Ordinal).Where(line => !kept.Contains(line, StringComparison.Ordinal)));
    }
}
