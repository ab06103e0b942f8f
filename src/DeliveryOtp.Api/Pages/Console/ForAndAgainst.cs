using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Pages.Console;

/// <summary>What speaks for a hand-over, and what speaks against it: facts of the record, each with its entry. Nothing is summed up.</summary>
internal static class ForAndAgainst
{
    public static IReadOnlyList<Argument> For(Story story) => [.. ForOf(story)];

    public static IReadOnlyList<Argument> Against(Story story) => [.. SignalsOf(story), .. RefusalsOf(story), .. WordsOf(story)];

    private static IEnumerable<Argument> ForOf(Story story)
    {
        if (story.Accepted is { } accepted)
        {
            if (accepted.Visit == 1)
                yield return Of(story.Speaker.Say($"Accepted in the first visit, at {accepted.At}"));
            if (accepted.Detail.Location is { Verdict: PlaceVerdict.Inside } inside)
                yield return Of(story.Speaker.Say($"The right code was entered inside the fence: {PlaceWords.Distance(inside)}"));
            if (story.Delivery.Courier is { } assigned && assigned.Value == accepted.Numbered.Entry.CourierId)
                yield return Of(story.Speaker.Say($"By the assigned courier, {assigned.Value}"));
            if (accepted.Detail.Witnessed)
                yield return Of(Sentence.Of("Shown on the recipient's page and entered within that one showing"));

            Argument Of(Sentence words) => new(words, accepted.Sequence);
        }

        foreach (var received in story.OfKind(EntryKind.Received))
            yield return new Argument(story.Speaker.Say($"The recipient said at {received.Entry.RecordedAt}: “I have it”"), received.Entry.Sequence);
    }

    /// <summary>The heaviest first; each once, as it counts, at the entry where it was raised last.</summary>
    private static IEnumerable<Argument> SignalsOf(Story story)
    {
        foreach (var (name, weight) in story.Delivery.Signals.OrderByDescending(signal => signal.Value))
        {
            var raised = story.Timeline.Entries
                .Where(entry => !entry.Entry.IsStranger)
                .SelectMany(entry => entry.Entry.Signals)
                .LastOrDefault(signal => signal.Signal.Name == name);
            yield return new Argument(Sentence.Of(ShownText.Plain(raised?.Signal.Detail ?? name)), raised?.Sequence, new Weighed(name, weight));
        }
    }

    private static IEnumerable<Argument> RefusalsOf(Story story) => story.Attempts
        .Where(attempt => attempt is { IsRefused: true, Detail.Location.Verdict: PlaceVerdict.Outside, Numbered.Entry.IsStranger: false })
        .Select(attempt => new Argument(
            story.Speaker.Say($"Refused at {attempt.At}, {PlaceWords.Where(attempt.Detail.Location)}"),
            attempt.Sequence));

    private static IEnumerable<Argument> WordsOf(Story story) => story.Timeline.Entries
        .Select(entry => entry.Entry)
        .Select(entry => new Argument(
            RecipientsWords.Of(entry.EntryKind) switch
            {
                RecipientsWord.CourierLeft => story.Speaker.Say($"The recipient reported at {entry.RecordedAt}: the courier left with the parcel"),
                RecipientsWord.NobodyIsHere => story.Speaker.Say($"The recipient said at {entry.RecordedAt}: nobody is there"),
                RecipientsWord.Contest => entry.Detail is StoredContested contest
                    ? story.Speaker.Say($"Contested at {entry.RecordedAt}: “{EntryWords.Contest(contest.Kind)}”")
                    : Sentence.Empty,

                // What they confirm speaks for.
                RecipientsWord.IHaveIt or RecipientsWord.None => Sentence.Empty,
            },
            entry.Sequence))
        .Where(argument => !argument.Words.IsEmpty);
}

/// <summary>One fact that speaks for or against.</summary>
/// <param name="Words">The fact.</param>
/// <param name="Sequence">The entry that it stands in; null: it is among those that were not read.</param>
/// <param name="Signal">Where it is a signal.</param>
public sealed record Argument(Sentence Words, int? Sequence, Weighed? Signal = null);

/// <summary>A signal as it counts for the delivery.</summary>
public sealed record Weighed(string Name, int Weight);
