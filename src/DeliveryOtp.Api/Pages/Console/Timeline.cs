using DeliveryOtp.Api.AuditTrail;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Pages.Console;

/// <summary>
/// A journal put in order for reading: numbers on the entries that carry a place, entries by visit, and the looks by support apart.
/// </summary>
public sealed record Timeline(IReadOnlyList<TimelineGroup> Groups, IReadOnlyList<DossierEntry> Looks)
{
    public IEnumerable<NumberedEntry> Entries => Groups.SelectMany(group => group.Entries);

    public IEnumerable<TimelineGroup> Visits => Groups.Where(group => group.Visit is not null);

    /// <param name="entries">Oldest first.</param>
    public static Timeline Of(IReadOnlyList<DossierEntry> entries)
    {
        var groups = new List<TimelineGroup>();
        List<NumberedEntry> gathered = [];
        Visit? visit = null;
        HashSet<int> showings = [];
        var number = 0;
        foreach (var entry in entries.Where(entry => !IsLook(entry)))
        {
            if ((entry.Detail as IStoredVisit)?.Opens is { } opened)
            {
                var brought = TakeBrought(entry);
                Close();
                visit = new Visit(opened.Number, opened.OpenedAt, opened.ClosesAt, End: null);
                gathered.AddRange(brought.Select(earlier => earlier with { Visit = visit.Number }));
            }

            var isLater = entry.Detail is StoredRevealed shown && !showings.Add(shown.Showing);
            gathered.Add(new NumberedEntry(entry, entry.Detail is IStoredVisit ? ++number : null, visit?.Number, isLater));
            if (visit is not null && EndedBy(entry, visit) is { } ended)
            {
                visit = ended;
                Close();
            }
        }

        Close();
        return new Timeline(groups, [.. entries.Where(IsLook)]);

        // The code that a visit begins with stands right before the arrival that opens it.
        NumberedEntry[] TakeBrought(DossierEntry opening)
        {
            NumberedEntry[] brought = [.. gathered.TakeLast(1).Where(last => last.Entry.EntryKind == EntryKind.Renewed && last.Entry.RecordedAt == opening.RecordedAt)];
            gathered.RemoveRange(gathered.Count - brought.Length, brought.Length);
            return brought;
        }

        void Close()
        {
            if (gathered.Count > 0)
                groups.Add(new TimelineGroup(visit, gathered));
            (gathered, visit) = ([], null);
        }
    }

    private static bool IsLook(DossierEntry entry) => entry.EntryKind == EntryKind.Viewed;

    /// <summary>Null: the visit goes on.</summary>
    private static Visit? EndedBy(DossierEntry entry, Visit visit) => entry.EntryKind switch
    {
        EntryKind.SessionClosed => entry.Detail is StoredSessionClosed closed ? ClosedBy(closed, visit, entry.RecordedAt) : null,
        EntryKind.Attempted => IsAcceptance(entry) ? visit with { Until = entry.RecordedAt, End = VisitEnd.Accepted } : null,
        EntryKind.Cancelled or EntryKind.Expired => visit with { Until = entry.RecordedAt, End = VisitEnd.Final },
        EntryKind.Issued or EntryKind.Renewed or EntryKind.Held or EntryKind.Unlocked or EntryKind.Changed or EntryKind.Arrived
            or EntryKind.Revealed or EntryKind.Hidden or EntryKind.Denied or EntryKind.LeftReported or EntryKind.Received
            or EntryKind.Contested or EntryKind.SignalRaised or EntryKind.Viewed or EntryKind.Noted or EntryKind.LinkSent
            or EntryKind.DisputeOpened or EntryKind.DisputeNoted or EntryKind.DisputeDecided or null => null,
    };

    private static bool IsAcceptance(DossierEntry entry) => entry.Detail is StoredAttempted { Outcome: AttemptOutcome.Accepted };

    private static Visit ClosedBy(StoredSessionClosed closed, Visit visit, DateTimeOffset recordedAt) => closed.Reason switch
    {
        SessionEnd.Time => visit with { Until = closed.Session.ClosesAt, End = VisitEnd.Time },
        SessionEnd.Denied => visit with { Until = recordedAt, End = VisitEnd.Denied },
        SessionEnd.LeftReported => visit with { Until = recordedAt, End = VisitEnd.LeftReported },
        SessionEnd.Changed => visit with { Until = recordedAt, End = VisitEnd.Changed },
    };
}

/// <summary>Entries of one visit, or between two.</summary>
/// <param name="Visit">Null: of none.</param>
/// <param name="Entries">Oldest first.</param>
public sealed record TimelineGroup(Visit? Visit, IReadOnlyList<NumberedEntry> Entries)
{
    /// <summary>Attempts by couriers who may deliver the parcel, as far as they read.</summary>
    public IEnumerable<StoredAttempted> Attempts => Entries.Where(entry => !entry.Entry.IsStranger).Select(entry => entry.Entry.Detail).OfType<StoredAttempted>();
}

/// <summary>A doorstep session, in the page's word.</summary>
/// <param name="Number">1, 2, … within the delivery.</param>
/// <param name="From">When it was opened.</param>
/// <param name="Until">When it ended, or will.</param>
/// <param name="End">How; null: it has not.</param>
public sealed record Visit(int Number, DateTimeOffset From, DateTimeOffset Until, VisitEnd? End);

/// <summary>How a visit ended.</summary>
public enum VisitEnd
{
    Time,
    Denied,
    LeftReported,
    Changed,
    Accepted,

    /// <summary>The delivery was cancelled, or its time was over.</summary>
    Final,
}

/// <summary>An entry and where it stands.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Number">1, 2, … of those that carry a place; null: it carries none.</param>
/// <param name="Visit">The number of its visit; null: it is of none.</param>
/// <param name="IsExtension">It made a showing last longer.</param>
public sealed record NumberedEntry(DossierEntry Entry, int? Number, int? Visit, bool IsExtension);
