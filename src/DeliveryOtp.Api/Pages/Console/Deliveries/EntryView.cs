using DeliveryOtp.Api.AuditTrail;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.Pages.Console.Deliveries;

/// <summary>An entry as the timeline shows it.</summary>
public sealed record EntryView(NumberedEntry Numbered, EntryText Text, DestinationClock Clock)
{
    private static readonly Dictionary<string, string> AtTheDoor =
        SignalRules.OfVisits.Concat<SignalRule>(SignalRules.OfRecipients).ToDictionary(rule => rule.Name, rule => rule.Meaning, StringComparer.Ordinal);

    private static readonly Dictionary<string, string> OfHistory =
        SignalRules.OfHistory.ToDictionary(rule => rule.Name, rule => rule.Meaning, StringComparer.Ordinal);

    public StoredAttempted? Attempt => Numbered.Entry.Detail as StoredAttempted;

    /// <summary>When it happened: a visit and a showing end at their time, whenever that is written down.</summary>
    public DateTimeOffset At => Text.At ?? Numbered.Entry.RecordedAt;

    /// <summary>What its rule says that a signal means; null: this version has no such rule.</summary>
    public string? MeaningOf(RaisedSignal raised) =>
        (raised.Sequence == Numbered.Entry.Sequence && Numbered.Entry.Detail is not StoredSignalRaised { About: not null } ? AtTheDoor : OfHistory)
            .GetValueOrDefault(raised.Signal.Name);

    /// <summary>Who did it: a role, and the id that people quote to each other.</summary>
    public (string Role, string? Id) Who => (Numbered.Entry.Actor.Role, Numbered.Entry.CourierId) switch
    {
        (ActorRole.Courier, var courier) => ("courier", courier),
        (ActorRole.System, _) => ("by itself", null),
        (ActorRole.Recipient, _) => ("recipient", null),
        (ActorRole.Retailer, _) => ("retailer", null),
        (ActorRole.Support, _) => ("support", Numbered.Entry.Actor.Id),
        (ActorRole.Admin, _) => ("admin", Numbered.Entry.Actor.Id),
    };
}
