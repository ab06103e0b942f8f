using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Pages.Console;

/// <summary>
/// What happened, in a few sentences made from facts by rules: the outcome, what the other visits held, and the recipient's word.
/// Never a judgement.
/// </summary>
internal static class InShort
{
    /// <summary>Visits that are told one by one; more are counted.</summary>
    private const int VisitLimit = 3;

    public static Sentence Of(Story story)
    {
        var (outcome, told) = OutcomeOf(story);
        return Sentence.Join(" ", [outcome, .. OthersOf(story, told), .. OutsideOf(story), .. WordsOf(story)]);
    }

    /// <returns>The first sentence, and the number of the visit that it has told.</returns>
    private static (Sentence Outcome, int? Told) OutcomeOf(Story story) => story.Delivery.Status switch
    {
        DeliveryStatus.Delivered or DeliveryStatus.Contested => (AcceptedIn(story), story.Accepted?.Visit),
        DeliveryStatus.Locked => (LockedIn(story), LastWrong(story)?.Visit),
        DeliveryStatus.Held => (HeldIn(story), null),
        DeliveryStatus.Cancelled => (EndedAt(story, EntryKind.Cancelled, "Cancelled by the retailer", "Cancelled by the retailer"), null),
        DeliveryStatus.Expired => (EndedAt(story, EntryKind.Expired, "Expired without a hand-over", "Its time is over, without a hand-over"), null),
        DeliveryStatus.Pending => PendingOf(story),
    };

    private static Sentence AcceptedIn(Story story) => story.Accepted is not { } accepted
        ? Sentence.Of("Accepted; the entry that says how can't be read.")
        : story.Speaker.Say($"Accepted at {accepted.At}{VisitOf(accepted.Visit)}, {PlaceWords.Where(accepted.Detail.Location)}{DeviceOf(story, accepted)}.");

    private static string VisitOf(int? visit) =>
        visit is { } number ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" in visit {number}") : string.Empty;

    /// <summary>As compared with the device on which somebody was first let in; said only where that was another entry.</summary>
    private static string DeviceOf(Story story, StoryAttempt accepted) => story.FirstLetIn switch
    {
        null => string.Empty,
        var first when first.Entry.Sequence == accepted.Sequence => string.Empty,
        var first => Story.DeviceOf(first) == accepted.Detail.Device.Id ? ", on the same device" : ", on another device",
    };

    private static Sentence LockedIn(Story story) => LastWrong(story) is { } third
        ? story.Speaker.Say($"Locked at {third.At} by the third wrong code{VisitOf(third.Visit)}, {PlaceWords.Where(third.Detail.Location)}.")
        : Sentence.Of("Locked by the third wrong code; the entry that says how can't be read.");

    private static Sentence HeldIn(Story story)
    {
        if (story.OfKind(EntryKind.Held).LastOrDefault()?.Entry is not { } held)
            return Sentence.Of("On hold.");
        return story.Delivery.Visits.HeldBecause switch
        {
            HoldCause.Recipient => story.Speaker.Say($"Stopped at {held.RecordedAt} by the recipient's report: the courier left with the parcel."),
            HoldCause.CodesUsedUp => story.Speaker.Say($"On hold since {held.RecordedAt}: every code that the policy allows is used up."),
            HoldCause.Seller or null => story.Speaker.Say($"On hold since {held.RecordedAt}, by {(held.Actor.Role == ActorRole.Support ? "support" : "the retailer")}."),
        };
    }

    private static Sentence EndedAt(Story story, EntryKind kind, string at, string noticed)
    {
        var ended = story.OfKind(kind).LastOrDefault()?.Entry;
        var endedAt = kind == EntryKind.Expired ? story.Delivery.ExpiresAt : ended?.RecordedAt;
        var outcome = ended is not null && endedAt is { } time ? story.Speaker.Say($"{at} at {time}.") : Sentence.Of($"{noticed}.");
        return story.Timeline.Visits.Any() || story.Attempts.Any() ? outcome : Sentence.Join(" ", [outcome, Sentence.Of("Nothing was ever attempted.")]);
    }

    private static (Sentence Outcome, int? Told) PendingOf(Story story)
    {
        var lastVisit = story.Timeline.Visits.LastOrDefault();
        if (lastVisit?.Visit is { End: VisitEnd.Denied } denied)
        {
            return (story.Speaker.Say($"Nobody was there, said the recipient at {denied.Until} in visit {denied.Number}: {Held(lastVisit)}."), denied.Number);
        }

        if (LastWrong(story) is { } wrong)
        {
            var wrongs = story.Attempts.Count(attempt => attempt.Detail.Outcome == AttemptOutcome.WrongCode);
            return (story.Speaker.Say($"No hand-over yet: {Count(wrongs, "wrong code")}, the last at {wrong.At}{VisitOf(wrong.Visit)}, {PlaceWords.Where(wrong.Detail.Location)}."), TellsAll(lastVisit, wrong, wrongs) ? wrong.Visit : null);
        }

        if (story.Attempts.LastOrDefault(attempt => !attempt.Numbered.Entry.IsStranger) is { } refused)
            return (story.Speaker.Say($"No hand-over yet: no attempt went through, the last at {refused.At}, {PlaceWords.Where(refused.Detail.Location)}."), null);
        return story.Timeline.Visits.Any()
            ? (Sentence.Of("Never attempted."), null)
            : (story.Speaker.Say($"Issued at {story.Delivery.CreatedAt}; nothing has happened at the door since."), null);
    }

    /// <summary>There is no more to say of the visit of the last wrong code than has been said.</summary>
    private static bool TellsAll(TimelineGroup? lastVisit, StoryAttempt wrong, int wrongs) =>
        lastVisit?.Visit?.Number == wrong.Visit && lastVisit?.Visit?.End is not null && lastVisit.Attempts.Count() == wrongs;

    private static StoryAttempt? LastWrong(Story story) => story.Attempts.LastOrDefault(attempt => attempt.Detail.Outcome == AttemptOutcome.WrongCode);

    private static IEnumerable<Sentence> OthersOf(Story story, int? told)
    {
        TimelineGroup[] others = [.. story.Timeline.Visits.Where(visit => visit.Visit!.Number != told)];
        foreach (var other in others.TakeLast(VisitLimit))
        {
            yield return other.Visit is { End: null } open && open.Until > story.Dossier.ReadAt
                ? story.Speaker.Say($"Visit {open.Number} is open until {open.Until}: so far {Held(other)}.")
                : story.Speaker.Say($"In visit {other.Visit!.Number}, {other.Visit.From}–{other.Visit.Until}, {Held(other)}.");
        }

        if (others.Length > VisitLimit)
            yield return story.Speaker.Say($"There were {others.Length - VisitLimit} visits before those.");
    }

    /// <summary>What a visit held, in the middle of a sentence.</summary>
    private static string Held(TimelineGroup visit)
    {
        StoredAttempted[] attempts = [.. visit.Attempts];
        if (attempts.Length == 0)
            return "nothing was entered";
        var wrong = attempts.Count(attempt => attempt.Outcome == AttemptOutcome.WrongCode);
        var refused = attempts.Count(attempt => attempt.Outcome is not (AttemptOutcome.WrongCode or AttemptOutcome.Accepted));
        string[] parts = [.. new[] { wrong > 0 ? Count(wrong, "wrong code") : null, refused > 0 ? Count(refused, "refused attempt") : null }.OfType<string>()];
        return parts.Length == 0 ? "the right code was entered" : string.Join(" and ", parts);
    }

    private static IEnumerable<Sentence> OutsideOf(Story story)
    {
        StoryAttempt[] outside = [.. story.Attempts.Where(attempt => attempt.Visit is null && !attempt.Numbered.Entry.IsStranger)];
        if (outside is [.., var last])
        {
            yield return story.Speaker.Say(
                $"Outside any visit, {Count(outside.Length, "attempt")} {(outside.Length == 1 ? "was" : "were")} refused, the last at {last.At}, {PlaceWords.Where(last.Detail.Location)}.");
        }
    }

    private static IEnumerable<Sentence> WordsOf(Story story)
    {
        foreach (var entry in story.Timeline.Entries.Select(entry => entry.Entry))
        {
            var sentence = RecipientsWords.Of(entry.EntryKind) switch
            {
                RecipientsWord.NobodyIsHere => story.Delivery.Status != DeliveryStatus.Pending
                    ? story.Speaker.Say($"The recipient said at {entry.RecordedAt} that nobody was there.")
                    : Sentence.Empty,
                RecipientsWord.CourierLeft => story.Delivery.Visits.HeldBecause != HoldCause.Recipient || story.Delivery.Status != DeliveryStatus.Held
                    ? story.Speaker.Say($"The recipient reported at {entry.RecordedAt} that the courier left with the parcel.")
                    : Sentence.Empty,
                RecipientsWord.IHaveIt => story.Speaker.Say($"The recipient confirmed at {entry.RecordedAt}: “I have it”."),
                RecipientsWord.Contest => entry.Detail is StoredContested contest
                    ? story.Speaker.Say($"{WhoContested(entry.Actor.Role)} at {entry.RecordedAt}: “{EntryWords.Contest(contest.Kind)}”.")
                    : Sentence.Empty,
                RecipientsWord.None => Sentence.Empty,
            };
            if (!sentence.IsEmpty)
                yield return sentence;
        }
    }

    private static string WhoContested(ActorRole role) =>
        role == ActorRole.Support ? "Support contested in the recipient's name" : "The recipient contested";

    private static string Count(int number, string noun) => EntryWords.Count(number, noun);
}
