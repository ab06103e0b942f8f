using System.Globalization;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Disputes;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Pages.Console;

/// <summary>An entry of the journal in words.</summary>
/// <param name="Headline">What happened.</param>
/// <param name="Facts">What else the entry tells, in short.</param>
/// <param name="Quote">What somebody wrote: a reason, a statement. Hostile.</param>
/// <param name="Tone">Status, never the only sign of it.</param>
/// <param name="At">When it happened, where that is not when it was recorded.</param>
public sealed record EntryText(
    Sentence Headline,
    IReadOnlyList<string> Facts,
    string? Quote = null,
    EntryTone Tone = EntryTone.Plain,
    DateTimeOffset? At = null);

public enum EntryTone
{
    Plain,
    Good,
    Warn,
    Bad,
}

/// <summary>Journal entries to words: pure, and exhaustive over what the journal holds.</summary>
internal static class EntryWords
{
    public static EntryText Of(NumberedEntry numbered, Speaker speaker, CodeRelease release)
    {
        var (entry, content) = (numbered.Entry, numbered.Entry.Detail);
        if (content is null)
            return Plain($"An entry that no longer reads: {entry.Kind}", tone: EntryTone.Warn);
        return content.EntryKind switch
        {
            EntryKind.Issued => new(Sentence.Of(release == CodeRelease.OnIssue ? "Code issued to the retailer" : "Code made; nobody sees it before a courier is at the door"), []),
            EntryKind.Renewed => Plain($"New code, generation {content.As<StoredRenewed>().Generation}; the one before it is dead"),
            EntryKind.Unlocked => UnlockedWords(content.As<StoredUnlocked>()),
            EntryKind.Held => HeldWords(content.As<StoredHeld>().Reason),
            EntryKind.Cancelled => Plain($"Cancelled", content.As<StoredCancelled>().Reason),
            EntryKind.Expired => Plain($"The delivery's time was over"),
            EntryKind.Changed => ChangedWords(content.As<StoredChanged>()),
            EntryKind.Arrived => ArrivalWords(content.As<StoredArrived>()),
            EntryKind.Attempted => AttemptWords(content.As<StoredAttempted>()),
            EntryKind.SessionClosed => ClosedWords(content.As<StoredSessionClosed>()),
            EntryKind.Revealed => RevealedWords(content.As<StoredRevealed>(), numbered.IsExtension, speaker),
            EntryKind.Hidden => HiddenWords(content.As<StoredHidden>()),
            EntryKind.Denied => Plain($"Recipient: “nobody is here”", tone: EntryTone.Bad),
            EntryKind.LeftReported => Plain($"Recipient: “the courier left with my parcel”", tone: EntryTone.Bad),
            EntryKind.Received => Plain($"Recipient: “I have it”", tone: EntryTone.Good),
            EntryKind.Contested => ContestedWords(content.As<StoredContested>(), entry.Actor.Role),
            EntryKind.SignalRaised => Plain($"Noticed in what couriers did elsewhere", tone: EntryTone.Warn),
            EntryKind.Viewed => Plain($"Support looked: {content.As<StoredViewed>().Resource}"),
            EntryKind.Noted => Plain($"Note", content.As<StoredNoted>().Text),
            EntryKind.LinkSent => Plain($"The recipient's link was sent again, to the recorded address"),
            EntryKind.DisputeOpened => OpenedWords(content.As<StoredDisputeOpened>(), entry.Actor.Role, speaker),
            EntryKind.DisputeNoted => Plain($"Note on the dispute", content.As<StoredDisputeNoted>().Text),
            EntryKind.DisputeDecided => DecidedWords(content.As<StoredDisputeDecided>()),
            null => Plain($"An entry of a kind that this version does not know: {entry.Kind}", tone: EntryTone.Warn),
        };
    }

    /// <summary>The recipient's own words for what is wrong.</summary>
    public static string Contest(ContestKind kind) => kind switch
    {
        ContestKind.NotReceived => "I never got it",
        ContestKind.WrongItem => "It is not what I ordered",
        ContestKind.EmptyBox => "The box was empty",
    };

    /// <summary>1 attempt, 2 attempts.</summary>
    public static string Count(int number, string noun) => $"{Number(number)} {noun}{(number == 1 ? string.Empty : "s")}";

    private static EntryText UnlockedWords(StoredUnlocked unlocked) =>
        Plain($"Unlocked: new code, generation {unlocked.Generation}, and three new tries", unlocked.Reason);

    private static EntryText HeldWords(string reason) => new Held(reason).Cause switch
    {
        HoldCause.Recipient => Plain($"On hold: the recipient reported the courier; no code works", tone: EntryTone.Bad),
        HoldCause.CodesUsedUp => Plain($"On hold: every code that the policy allows is used up", tone: EntryTone.Warn),
        HoldCause.Seller => Plain($"On hold: no code works until a new one is issued", reason, EntryTone.Warn),
    };

    private static EntryText ChangedWords(StoredChanged changed)
    {
        var code = changed.Generation is { } generation ? $"new code, generation {Number(generation)}" : "no new code";
        return changed.Field switch
        {
            ChangedField.Courier when changed.CourierId is null => new(Sentence.Of("Any courier may deliver now"), [code]),
            ChangedField.Courier => new(Sentence.Of("Courier changed"), [code], changed.CourierId),
            ChangedField.Destination => new(Sentence.Of("Destination changed"), [code], changed.Destination?.Address),
            ChangedField.Recipient => new(Sentence.Of("Recipient's contact changed; their old link is dead"), [code]),
            ChangedField.Parcel when changed.ParcelBarcode is null => new(Sentence.Of("Nothing has to be scanned any more"), [code]),
            ChangedField.Parcel => new(Sentence.Of("Parcel changed"), [code], changed.ParcelBarcode),
            ChangedField.DeliverUntil => new(Sentence.Of("Day of delivery changed"), [code, Until(changed.ExpiresAt)]),
            ChangedField.Metadata => new(Sentence.Of("The retailer's own notes changed"), []),
        };
    }

    private static string Until(DateTimeOffset? time) => string.Create(CultureInfo.InvariantCulture, $"until {time?.UtcDateTime:yyyy-MM-dd HH:mm} UTC");

    private static EntryText ArrivalWords(StoredArrived arrival) => arrival.Outcome switch
    {
        ArrivalOutcome.Opened => new(Sentence.Of($"Arrival, visit {Number(arrival.Opens?.Number ?? 0)}"), PlaceFacts(arrival.Location, arrival.Device)),
        ArrivalOutcome.AlreadyOpen => new(Sentence.Of("Arrival again; the visit was open already"), PlaceFacts(arrival.Location, arrival.Device)),
        var refused => new(Sentence.Of($"Arrival refused: {OutcomeWords.Of(refused)}"), PlaceFacts(arrival.Location, arrival.Device), Tone: EntryTone.Bad),
    };

    private static EntryText AttemptWords(StoredAttempted attempt)
    {
        string[] tries = attempt.Outcome == AttemptOutcome.WrongCode ? [$"tries left: {Number(attempt.TriesLeft)}"] : [];
        string[] suspended = attempt.CourierSuspendedUntil is null ? [] : ["the courier is suspended"];
        IReadOnlyList<string> facts = [.. PlaceFacts(attempt.Location, attempt.Device), .. tries, .. suspended];
        string[] witnessed = attempt.Witnessed ? ["while the recipient showed the code"] : [];
        return attempt.Outcome switch
        {
            AttemptOutcome.Accepted => new(
                Sentence.Of("Accepted"),
                [.. PlaceFacts(attempt.Location, attempt.Device), .. witnessed],
                Tone: EntryTone.Good),
            AttemptOutcome.WrongCode => new(
                Sentence.Of($"Wrong code, {Number(Delivery.MaxTries - attempt.TriesLeft)} of {Number(Delivery.MaxTries)}{(attempt.DeliveryStatus == DeliveryStatus.Locked ? ": locked" : string.Empty)}"),
                facts,
                Tone: EntryTone.Bad),
            var refused => new(Sentence.Of($"Refused: {OutcomeWords.Of(refused)}"), facts, Tone: EntryTone.Bad),
        };
    }

    private static IReadOnlyList<string> PlaceFacts(StoredLocation location, StoredDevice device) =>
    [
        $"{PlaceWords.Distance(location)}, {PlaceWords.Verdict(location.Verdict)}",
        .. location.IsMock == true ? new[] { "mock location" } : [],
        ShownText.Plain(device.Model ?? device.Id),
    ];

    private static EntryText ClosedWords(StoredSessionClosed closed)
    {
        var visit = Number(closed.Session.Number);
        string[] facts = [closed.Attempts == 0 ? "no attempt" : Count(closed.Attempts, "attempt")];
        return closed.Reason switch
        {
            SessionEnd.Time => new(Sentence.Of($"Visit {visit} ended; its code is dead"), facts, At: closed.Session.ClosesAt),
            SessionEnd.Denied => new(Sentence.Of($"Visit {visit} ended by the recipient's word; its code is dead"), facts),
            SessionEnd.LeftReported => new(Sentence.Of($"Visit {visit} ended by the recipient's report; its code is dead"), facts),
            SessionEnd.Changed => new(Sentence.Of($"Visit {visit} ended: another courier or another door"), facts),
        };
    }

    private static EntryText RevealedWords(StoredRevealed shown, bool isExtension, Speaker speaker) => isExtension
        ? new(speaker.Say($"Recipient kept showing the code, until {shown.Until:s}"), [$"showing {Number(shown.Showing)}"])
        : new(speaker.Say($"Recipient: “a courier is in front of me”; code shown until {shown.Until:s}"), [$"showing {Number(shown.Showing)}", $"generation {Number(shown.Generation)}"]);

    private static EntryText HiddenWords(StoredHidden hidden) => new(
        Sentence.Of(hidden.By == HiddenBy.Recipient ? "Recipient hid the code" : "The showing was over: nobody kept it"),
        [$"showing {Number(hidden.Showing)}"],
        At: hidden.At);

    private static EntryText ContestedWords(StoredContested contest, ActorRole by) =>
        Plain($"{(by == ActorRole.Support ? "Support, in the recipient's name" : "Recipient")}: “{Contest(contest.Kind)}”", contest.Statement, EntryTone.Bad) with
        {
            Facts = contest.Reason is { } reason ? [$"because: {ShownText.Plain(reason)}"] : [],
        };

    private static EntryText OpenedWords(StoredDisputeOpened opened, ActorRole by, Speaker speaker) => new(
        speaker.Say($"Dispute opened: “{Contest(opened.Kind)}”; a decision is due by {opened.DueAt}"),
        [],
        by == ActorRole.System ? null : opened.Statement,
        EntryTone.Warn);

    private static EntryText DecidedWords(StoredDisputeDecided decided) =>
        Plain($"Dispute decided: {Disputes.DisputeWords.Of(decided.Outcome)}", decided.Reasons) with
        {
            Facts = [.. decided.Grounds.Select(ground => EnumName<Ground>.Of(ground).Replace('_', ' '))],
        };

    private static EntryText Plain(FormattableString headline, string? quote = null, EntryTone tone = EntryTone.Plain) =>
        new(Sentence.Of(ShownText.Plain(FormattableString.Invariant(headline))), [], quote, tone);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
