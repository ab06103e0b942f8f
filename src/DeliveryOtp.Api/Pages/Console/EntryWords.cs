using System.Globalization;
using DeliveryOtp.Api.Persistence;
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
    public static EntryText Of(NumberedEntry numbered, Speaker speaker, CodeRelease release) => numbered.Entry.Detail switch
    {
        IssuedDetail => new EntryText(Sentence.Of(release == CodeRelease.OnIssue ? "Code issued to the retailer" : "Code made; nobody sees it before a courier is at the door"), []),
        GenerationDetail renewed => Plain($"New code, generation {renewed.Generation}; the one before it is dead"),
        UnlockedDetail unlocked => Plain($"Unlocked: new code, generation {unlocked.Generation}, and three new tries", unlocked.Reason),
        ReasonDetail held when numbered.Entry.Kind == "held" => HeldWords(held.Reason),
        ReasonDetail cancelled => Plain($"Cancelled", cancelled.Reason),
        NoDetail when numbered.Entry.Kind == "received" => Plain($"Recipient: “I have it”", tone: EntryTone.Good),
        NoDetail => Plain($"The delivery's time was over"),
        ChangedDetail changed => ChangedWords(changed),
        ArrivalDetail arrival => ArrivalWords(arrival),
        AttemptDetail attempt => AttemptWords(attempt),
        SessionClosedDetail closed => ClosedWords(closed),
        RevealedDetail shown when numbered.IsExtension => new(speaker.Say($"Recipient kept showing the code, until {shown.Until:s}"), [$"showing {Number(shown.Showing)}"]),
        RevealedDetail shown => new(speaker.Say($"Recipient: “a courier is in front of me”; code shown until {shown.Until:s}"), [$"showing {Number(shown.Showing)}", $"generation {Number(shown.Generation)}"]),
        HiddenDetail hidden => new(
            Sentence.Of(hidden.By == HiddenBy.Recipient ? "Recipient hid the code" : "The showing was over: nobody kept it"),
            [$"showing {Number(hidden.Showing)}"],
            At: hidden.At),
        SignalDetail => SignalWords(numbered.Entry.Kind),
        ContestDetail contest => Plain($"{(numbered.Entry.Actor.Role == ActorRole.Support ? "Support, in the recipient's name" : "Recipient")}: “{Contest(contest.Kind)}”", contest.Statement, EntryTone.Bad) with
        {
            Facts = contest.Reason is { } reason ? [$"because: {ShownText.Plain(reason)}"] : [],
        },
        NoteDetail note => Plain($"Note", note.Text),
        LinkSentDetail => Plain($"The recipient's link was sent again, to the recorded address"),
        DisputeOpenedDetail opened => new(
            speaker.Say($"Dispute opened: “{Contest(opened.Kind)}”; a decision is due by {opened.DueAt}"),
            [],
            numbered.Entry.Actor.Role == ActorRole.System ? null : opened.Statement,
            EntryTone.Warn),
        DisputeNotedDetail note => Plain($"Note on the dispute", note.Text),
        DisputeDecidedDetail decided => Plain($"Dispute decided: {Disputes.DisputeWords.Of(decided.Outcome)}", decided.Reasons) with
        {
            Facts = [.. decided.Grounds.Select(ground => EnumName<Ground>.Of(ground).Replace('_', ' '))],
        },
        ViewedDetail viewed => Plain($"Support looked: {viewed.Resource}"),
        OtherDetail => Plain($"An entry of a kind that this version does not know: {numbered.Entry.Kind}", tone: EntryTone.Warn),
        null => Plain($"An entry that no longer reads: {numbered.Entry.Kind}", tone: EntryTone.Warn),
        _ => throw new ArgumentOutOfRangeException(nameof(numbered), numbered.Entry.Kind, message: null),
    };

    /// <summary>The recipient's own words for what is wrong.</summary>
    public static string Contest(ContestKind kind) => kind switch
    {
        ContestKind.NotReceived => "I never got it",
        ContestKind.WrongItem => "It is not what I ordered",
        ContestKind.EmptyBox => "The box was empty",
    };

    /// <summary>1 attempt, 2 attempts.</summary>
    public static string Count(int number, string noun) => $"{Number(number)} {noun}{(number == 1 ? string.Empty : "s")}";

    private static EntryText HeldWords(string reason) => new Held(reason).Cause switch
    {
        HoldCause.Recipient => Plain($"On hold: the recipient reported the courier; no code works", tone: EntryTone.Bad),
        HoldCause.CodesUsedUp => Plain($"On hold: every code that the policy allows is used up", tone: EntryTone.Warn),
        HoldCause.Seller => Plain($"On hold: no code works until a new one is issued", reason, EntryTone.Warn),
    };

    private static EntryText ChangedWords(ChangedDetail changed)
    {
        var code = changed.Generation is { } generation ? $"new code, generation {Number(generation)}" : "no new code";
        return changed.Field switch
        {
            "courier" => new(Sentence.Of("Courier changed"), [code], changed.CourierId),
            "destination" => new(Sentence.Of("Destination changed"), [code], changed.Destination?.Address),
            "recipient" => new(Sentence.Of("Recipient's contact changed; their old link is dead"), [code]),
            "parcel" => new(Sentence.Of("Parcel changed"), [code], changed.ParcelBarcode),
            _ => Plain($"Changed: {changed.Field}"),
        };
    }

    private static EntryText ArrivalWords(ArrivalDetail arrival) => arrival.Outcome switch
    {
        ArrivalOutcome.Opened => new(Sentence.Of($"Arrival, visit {Number(arrival.Opens?.Number ?? 0)}"), PlaceFacts(arrival.Location, arrival.Device)),
        ArrivalOutcome.AlreadyOpen => new(Sentence.Of("Arrival again; the visit was open already"), PlaceFacts(arrival.Location, arrival.Device)),
        var refused => new(Sentence.Of($"Arrival refused: {OutcomeWords.Of(refused)}"), PlaceFacts(arrival.Location, arrival.Device), Tone: EntryTone.Bad),
    };

    private static EntryText AttemptWords(AttemptDetail attempt)
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

    private static IReadOnlyList<string> PlaceFacts(LocationDetail location, DeviceDetail device) =>
    [
        $"{PlaceWords.Distance(location)}, {PlaceWords.Verdict(location.Verdict)}",
        .. location.IsMock == true ? new[] { "mock location" } : [],
        ShownText.Plain(device.Model ?? device.Id),
    ];

    private static EntryText ClosedWords(SessionClosedDetail closed)
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

    private static EntryText SignalWords(string kind) => kind switch
    {
        "denied" => Plain($"Recipient: “nobody is here”", tone: EntryTone.Bad),
        "left_reported" => Plain($"Recipient: “the courier left with my parcel”", tone: EntryTone.Bad),
        _ => Plain($"Noticed in what couriers did elsewhere", tone: EntryTone.Warn),
    };

    private static EntryText Plain(FormattableString headline, string? quote = null, EntryTone tone = EntryTone.Plain) =>
        new(Sentence.Of(ShownText.Plain(FormattableString.Invariant(headline))), [], quote, tone);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
