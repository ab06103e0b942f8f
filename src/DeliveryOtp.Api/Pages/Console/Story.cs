using DeliveryOtp.Api.AuditTrail;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Pages.Console;

/// <summary>The facts of a delivery that words are made from.</summary>
public sealed class Story
{
    public Story(DeliveryDossier dossier)
    {
        Dossier = dossier;
        Timeline = Timeline.Of(dossier.Entries);
        Clock = DestinationClock.Of(dossier.Delivery.Destination.Country);
        var lastAt = Timeline.Entries.LastOrDefault()?.Entry.RecordedAt ?? dossier.Delivery.CreatedAt;
        Day = lastAt;
        Speaker = new Speaker(Clock, Clock.DateOf(lastAt));
    }

    public DeliveryDossier Dossier { get; }

    public Delivery Delivery => Dossier.Delivery;

    public Timeline Timeline { get; }

    public DestinationClock Clock { get; }

    /// <summary>When something happened last that was no look by support: the day that goes without saying.</summary>
    public DateTimeOffset Day { get; }

    public Speaker Speaker { get; }

    /// <summary>The attempt that was accepted; null: none was, or it no longer reads.</summary>
    public StoryAttempt? Accepted => Attempts.LastOrDefault(attempt => attempt.Detail.Outcome == AttemptOutcome.Accepted);

    /// <summary>Every attempt that reads, oldest first.</summary>
    public IEnumerable<StoryAttempt> Attempts => Timeline.Entries
        .Where(entry => entry.Entry.Detail is StoredAttempted)
        .Select(entry => new StoryAttempt(entry, entry.Entry.Detail!.As<StoredAttempted>()));

    /// <summary>The device on which the first courier was let in; null: nobody was yet.</summary>
    public NumberedEntry? FirstLetIn => Timeline.Entries.FirstOrDefault(entry => entry.Visit is not null && DeviceOf(entry) is not null);

    public IEnumerable<NumberedEntry> OfKind(EntryKind kind) => Timeline.Entries.Where(entry => entry.Entry.EntryKind == kind);

    public static string? DeviceOf(NumberedEntry entry) => (entry.Entry.Detail as IStoredVisit)?.Device.Id;
}

/// <summary>An attempt and what it tells.</summary>
public sealed record StoryAttempt(NumberedEntry Numbered, StoredAttempted Detail)
{
    public DateTimeOffset At => Numbered.Entry.RecordedAt;

    public int Sequence => Numbered.Entry.Sequence;

    public int? Visit => Numbered.Visit;

    public bool IsRefused => Detail.Outcome is not (AttemptOutcome.Accepted or AttemptOutcome.WrongCode);
}
