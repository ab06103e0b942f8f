using System.Text.Json;
using DeliveryOtp.Api.Pages.Console;
using DeliveryOtp.Api.Pages.Console.Deliveries;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Disputes;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Places;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.Tests.Console;

/// <summary>Whatever the journal holds is said in words.</summary>
public sealed class EntryWordsTests
{
    [Fact]
    public void The_case_from_the_news_entry_by_entry() => Assert.Equal(
        [
            "Code issued to the retailer",
            "Arrival, visit 1 | 12 m ± 8 m, inside, pixel",
            "Visit 1 ended; its code is dead | no attempt",
            "Refused: outside the fence | 4.2 km ± 8 m, outside, galaxy",
            "New code, generation 2; the one before it is dead",
            "Arrival, visit 2 | 12 m ± 8 m, inside, galaxy",
            "Wrong code, 1 of 3 | 12 m ± 8 m, inside, galaxy, tries left: 2",
            "Accepted | 12 m ± 8 m, inside, galaxy",
            "Recipient: “I never got it” | “He never came back.”",
            "Dispute opened: “I never got it”; a decision is due by 8 Dec 18:41",
        ],
        LinesOf(new Play().Arrives("14:00").Settles("14:11").Types(Play.Right, "16:05", metresNorth: 4200, device: "galaxy").Arrives("18:28", device: "galaxy")
            .Types("111111", "18:29", device: "galaxy").Types(Play.Right, "18:30", device: "galaxy").Contests("18:41")));

    [Fact]
    public void Showings_entry_by_entry() => Assert.Equal(
        [
            "Code made; nobody sees it before a courier is at the door",
            "Arrival, visit 1 | 12 m ± 8 m, inside, pixel",
            "Recipient: “a courier is in front of me”; code shown until 14:01:45 | showing 1, generation 1",
            "Recipient kept showing the code, until 14:02:05 | showing 1",
            "The showing was over: nobody kept it | showing 1",
            "Refused: the code was not on the recipient's page | 12 m ± 8 m, inside, pixel",
            "Recipient: “the courier left with my parcel”",
            "Visit 1 ended by the recipient's report; its code is dead | 1 attempt",
            "On hold: the recipient reported the courier; no code works",
        ],
        LinesOf(new Play(CodeRelease.OnArrival).Arrives("14:00").Shows("14:01").KeepsShowing("14:01:20").Types(Play.Right, "14:03").Reports("14:04")));

    [Fact]
    public void What_retailer_and_support_do() => Assert.Equal(
        [
            "Code issued to the retailer",
            "Courier changed | no new code | “crr-2”",
            "Destination changed | new code, generation 2 | “1 rue X”",
            "Recipient's contact changed; their old link is dead | new code, generation 3",
            "On hold: no code works until a new one is issued | “a reason”",
            "New code, generation 4; the one before it is dead",
            "Wrong code, 1 of 3 | 12 m ± 8 m, inside, pixel, tries left: 2",
            "Wrong code, 2 of 3 | 12 m ± 8 m, inside, pixel, tries left: 1",
            "Wrong code, 3 of 3: locked | 12 m ± 8 m, inside, pixel, tries left: 0",
            "Unlocked: new code, generation 5, and three new tries | “a reason”",
            "Parcel changed | new code, generation 6 | “P-2”",
            "Cancelled | “out of stock”",
        ],
        LinesOf(new Play()
            .Changes(new CourierChange(new CourierId("crr-2")), "09:20")
            .Changes(new DestinationChange(new Destination(new Position(48.85661, 2.35222), "FR", "1 rue X")), "09:21")
            .Changes(new RecipientChange(new Recipient("it", null, null)), "09:22")
            .Holds("09:25").Reissues("09:26")
            .Types("111111", "09:30", courier: "crr-2").Types("222222", "09:31", courier: "crr-2").Types("333333", "09:32", courier: "crr-2")
            .Unlocks("09:33").Changes(new ParcelChange(new ParcelBarcode("P-2")), "09:34").Cancels("09:35")));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_that_the_journal_writes_is_read_again(Type happened)
    {
        var read = Assert.IsAssignableFrom<StoredContent>(ReadBack(Samples.Single(sample => sample.GetType() == happened)));
        Assert.IsNotType<StoredOther>(read);
    }

    public static TheoryData<Type> Kinds => [.. typeof(DeliveryEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DeliveryEvent)) && !type.IsAbstract)];

    [Fact]
    public void An_entry_that_no_longer_reads_is_shown_as_such()
    {
        Assert.ThrowsAny<JsonException>(() => new StoredForm("attempted", 1, """{"outcome": "wrong_code", "tries_left": 2}""").Read());
        Assert.ThrowsAny<JsonException>(() => new StoredForm("arrived", 1, """{"outcome": "perhaps"}""").Read());
        Assert.ThrowsAny<JsonException>(() => new StoredForm("denied", 1, "{}").Read());
        var torn = new Play().Entries[0] with { Kind = "attempted", Detail = null };
        Assert.Equal("An entry that no longer reads: attempted", WordsOf(torn));
        var newer = torn with { Kind = "teleported", Detail = new StoredForm("teleported", 1, "{}").Read() };
        Assert.Equal("An entry of a kind that this version does not know: teleported", WordsOf(newer));
    }

    [Fact]
    public void What_the_recipients_page_said_is_quoted_from_its_texts()
    {
        var story = new Play(CodeRelease.OnArrival).Arrives("14:00").Types(Play.Right, "14:02:07").Shows("14:02:30").Types("111111", "14:02:31")
            .Types("222222", "14:02:32").Types("333333", "14:02:33").Types("1", "16:00", metresNorth: 4200).Types("1", "16:01", courier: "crr-666").Tell();
        Assert.Equal(
            [
                "Refused|At 14:02:07. Your code was not tried, and no try is lost.|Reason: the code was not on your screen at that moment.|Place: at your door",
                "Wrong code|1 of 3, at 14:02:31. Say it digit by digit. Keep the parcel with you.|Tries left: 2|Place: at your door",
                "Wrong code|2 of 3, at 14:02:32. Say it digit by digit. Keep the parcel with you.|Tries left: 1|Place: at your door",
                "Wrong code|3 of 3, at 14:02:33. Say it digit by digit. Keep the parcel with you.|Tries left: 0|Place: at your door|Locked after three wrong codes",
                "Refused|At 16:00:00. Your code was not tried, and no try is lost.|Reason: the delivery is locked after three wrong codes.|Place: away from your address|This was not at your door.",
                "",
            ],
            story.Attempts.Select(attempt => RecipientSaw.Of(attempt.Numbered.Entry, attempt.Detail, story.Clock) is { } saw
                ? string.Join('|', saw.Lines.Prepend(saw.Title))
                : string.Empty));
    }

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void Every_refusal_has_words_here_and_on_the_recipients_page(AttemptOutcome outcome)
    {
        Assert.NotEmpty(OutcomeWords.Of(outcome));
        var entry = new Play().Types("1", "14:00").Tell().Attempts.Single();
        Assert.NotEmpty(RecipientSaw.Of(entry.Numbered.Entry, entry.Detail with { Outcome = outcome }, DestinationClock.Of("FR"))!.Lines);
    }

    public static TheoryData<AttemptOutcome> Outcomes => [.. Enum.GetValues<AttemptOutcome>()];

    [Theory]
    [InlineData(DeliveryStatus.Pending, CodeRelease.OnArrival, "Hold Reissue", "Unlock: The delivery isn't locked. A new code comes from a reissue.")]
    [InlineData(DeliveryStatus.Pending, CodeRelease.OnIssue, "Hold", "Unlock: The delivery isn't locked. A new code comes from a reissue.|New code: The retailer passes this delivery's codes on, so only the retailer issues a new one.")]
    [InlineData(DeliveryStatus.Held, CodeRelease.OnArrival, "Reissue", "Hold: The delivery is held already. A reissue leads out of a hold.|Unlock: The delivery isn't locked. A new code comes from a reissue.")]
    [InlineData(DeliveryStatus.Locked, CodeRelease.OnArrival, "Unlock", "Hold, New code: Three tries failed, and only an unlock leads out of a lock.")]
    [InlineData(DeliveryStatus.Delivered, CodeRelease.OnArrival, "", "Hold, Unlock, New code: The delivery was accepted already.")]
    [InlineData(DeliveryStatus.Contested, CodeRelease.OnArrival, "", "Hold, Unlock, New code: The delivery was accepted already.")]
    [InlineData(DeliveryStatus.Cancelled, CodeRelease.OnIssue, "", "Hold, Unlock, New code: The delivery is cancelled; that is final. The order needs a new one.")]
    [InlineData(DeliveryStatus.Expired, CodeRelease.OnIssue, "", "Hold, Unlock, New code: The delivery's time is over. The order needs a new one.")]
    public void What_the_state_forbids_is_absent_and_a_sentence_says_why(DeliveryStatus status, CodeRelease release, string possible, string forbidden)
    {
        var acts = Acts.Of(new Play(release).State with { Status = status });
        Assert.Equal(possible, string.Join(' ', acts.Possible.Select(act => act.Act)));
        Assert.Equal(forbidden, string.Join('|', acts.Forbidden.Select(act => $"{act.Names}: {act.Why}")));
    }

    private static IEnumerable<DeliveryEvent> Samples
    {
        get
        {
            var signal = new Domain.Signals.Signal("s", 1, "d");
            var session = new DoorstepSession
            {
                Number = 1,
                OpenedAt = DateTimeOffset.UnixEpoch,
                ClosesAt = DateTimeOffset.UnixEpoch,
                Courier = new CourierId("c"),
                Device = new DeviceId("d"),
                Place = PlaceVerdict.Inside,
                ByArrival = true,
            };
            var device = new Device { Id = new DeviceId("d") };
            var place = new PlaceAssessment(PlaceVerdict.Unverified, Distance: null);
            return
            [
                new Issued(new OrderId("o"), new Destination(new Position(1, 2), "FR", Address: null), null, null, null, DeliveryPolicy.Default, DateTimeOffset.UnixEpoch),
                new Renewed(2),
                new Held("r"),
                new Unlocked("r", 2, DateTimeOffset.UnixEpoch),
                new Cancelled("r"),
                new Expired(),
                new Changed(new CourierChange(new CourierId("c")), Generation: null, DateTimeOffset.UnixEpoch),
                new Arrived(
                    new Arrival { Courier = new CourierId("c"), TokenId = "t", Device = device, CapturedAt = DateTimeOffset.UnixEpoch },
                    new ArrivalVerdict { Outcome = ArrivalOutcome.Opened, TriesLeft = 3, DeliveryStatus = DeliveryStatus.Pending, Place = place, ClockSkewS = 0, Signals = [] },
                    DateTimeOffset.UnixEpoch),
                new Attempted(
                    new Attempt { Courier = new CourierId("c"), TokenId = "t", Device = device, CapturedAt = DateTimeOffset.UnixEpoch, Presented = new PresentedCode("1") },
                    new AttemptVerdict { Outcome = AttemptOutcome.MalformedCode, TriesLeft = 3, DeliveryStatus = DeliveryStatus.Pending, Place = place, ClockSkewS = 0, Signals = [] },
                    DateTimeOffset.UnixEpoch),
                new SessionClosed(session, SessionEnd.Time),
                new Revealed(1, 1, DateTimeOffset.UnixEpoch),
                new Hidden(1, HiddenBy.Lapsed, DateTimeOffset.UnixEpoch),
                new Denied(signal),
                new LeftReported(signal),
                new Received(),
                new Contested(ContestKind.WrongItem, Statement: null),
                new SignalRaised(signal, Guid.Empty),
                new Viewed("console"),
                new Noted("t"),
                new LinkSent(2),
                new DisputeOpened(new DisputeId(Guid.Empty), ContestKind.EmptyBox, Complainant.Support, "s", DateTimeOffset.UnixEpoch),
                new DisputeNoted(new DisputeId(Guid.Empty), "t"),
                new DisputeDecided(new DisputeId(Guid.Empty), ContestKind.EmptyBox, new DisputeDecision(DisputeOutcome.Refund, [Ground.OtherEvidence], "r", "here")),
            ];
        }
    }

    private static StoredContent ReadBack(DeliveryEvent happened)
    {
        var written = StoredForms.Write(StoredForms.Of(happened));
        var read = written.Read();
        Assert.Equal(written, StoredForms.Write(read));
        return read;
    }

    private static string WordsOf(Api.AuditTrail.DossierEntry entry)
    {
        var story = new Play().Tell();
        return EntryWords.Of(new NumberedEntry(entry, Number: null, Visit: null, IsExtension: false), story.Speaker, CodeRelease.OnIssue).Headline.ToString();
    }

    /// <summary>The recipient's own word, too.</summary>
    [Fact]
    public void A_signal_says_what_it_means_beside_what_was_seen()
    {
        var story = new Play().Arrives("14:00").Denies("14:01").Arrives("15:00", device: "galaxy").Types(Play.Right, "15:30", metresNorth: 4200).Reports("15:31").Tell();
        var raised = story.Timeline.Entries
            .Select(entry => new EntryView(entry, EntryWords.Of(entry, story.Speaker, story.Delivery.Policy.CodeRelease), story.Clock))
            .SelectMany(view => view.Numbered.Entry.Signals.Select(signal => (signal.Signal.Name, Meaning: view.MeaningOf(signal))))
            .ToArray();
        Assert.Superset(new HashSet<string>(["arrival_denied", "left_with_parcel", "outside_geofence"], StringComparer.Ordinal), raised.Select(signal => signal.Name).ToHashSet(StringComparer.Ordinal));
        Assert.All(raised, signal => Assert.Equal(SignalRules.All.First(rule => rule.Name == signal.Name).Meaning, signal.Meaning));
    }

    private static IEnumerable<string> LinesOf(Play play)
    {
        var story = play.Tell();
        return story.Timeline.Entries.Select(entry =>
        {
            var text = EntryWords.Of(entry, story.Speaker, story.Delivery.Policy.CodeRelease);
            string[] parts = [text.Headline.ToString(), string.Join(", ", text.Facts), text.Quote is null ? string.Empty : $"“{text.Quote}”"];
            return string.Join(" | ", parts.Where(part => part.Length > 0));
        });
    }
}
