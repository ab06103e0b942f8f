using System.Text.Json;
using CsCheck;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Disputes;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Domain.Tests;

/// <summary>Whatever is done in whatever order, the rules hold and the journal tells all of it.</summary>
public sealed class FoldTests
{
    private static readonly Gen<DeliveryPolicy> AnyPolicy = Gen.Select(
        Gen.Enum<CodeRelease>(),
        Gen.Enum<ArrivalRule>(),
        Gen.Enum<UnverifiedPlaceRule>(),
        Gen.Enum<RecipientPresence>(),
        Gen.OneOf(3, 5),
        (release, arrival, unverified, presence, limit) => DeliveryPolicy.Default with
        {
            CodeRelease = release,
            Arrival = arrival,
            RecipientPresence = presence,
            UnverifiedPlace = unverified,
            CourierWrongLimit = limit,
            ContestHours = 2,
        });

    [Fact]
    public void R3_R7_R8_R9_R14_any_sequence_of_deeds_keeps_the_rules_and_is_the_fold_of_its_journal() =>
        Gen.Select(AnyPolicy, Deed.Any.Array[0, 60]).Sample(
            (policy, deeds) =>
            {
                var issued = A.Delivery(policy) with { ExpiresAt = A.Noon.AddHours(10) };
                var witness = new Witness(policy, issued.ExpiresAt, firstDigits: "042917");
                var (state, folded, now) = (issued, issued, A.Noon);
                foreach (var (index, deed) in deeds.Index())
                {
                    now = now.AddSeconds(deed.AfterS);
                    witness.TimeIs(now);
                    TimeAloneDoesTheSame(state, witness, now);
                    var digits = $"{100_000 + index}";
                    var decision = Do(deed, state, witness, digits, now);
                    foreach (var step in decision.Steps)
                    {
                        Assert.Equal(folded.Sequence + 1, step.After.Sequence);
                        folded = folded.Apply(step.Event, step.After.Code, step.After.LinkDigest);
                        witness.Sees(step.Event, digits, now);
                    }

                    OnlyWhatARuleSaysIsAutomatic(deed.Verb, decision.Steps);
                    state = decision.After;
                    TheRulesHold(state, witness, now);
                    if (deed.Verb is not (Verb.View or Verb.Raise))
                        Assert.Equal((witness.Live is null, witness.IsSessionOpen), (state.Code is null, state.Visits.Session is not null));
                }

                Assert.Equal(JsonSerializer.Serialize(state), JsonSerializer.Serialize(folded));
            },
            iter: 20_000,
            threads: 2);

    private static Decision Do(Deed deed, Delivery state, Witness witness, string digits, DateTimeOffset now) => deed.Verb switch
    {
        Verb.Attempt => Attempt(deed, state, witness, now),
        Verb.Arrive => Arrive(deed, state, witness, digits, now),
        Verb.Reveal => Reveal(state, witness, digits, now),
        Verb.KeepShowing => KeepShowing(deed.ShowingKnownTo(witness), state, witness, now),
        Verb.Hide => Hide(deed.ShowingKnownTo(witness), state, witness, now),
        Verb.Deny => EndsAll(state.Deny(now), witness, DeliveryStatus.Pending),
        Verb.ReportLeft => EndsAll(state.ReportLeft(now), witness, DeliveryStatus.Held),
        Verb.Receive => state.ConfirmReceipt(now),
        Verb.Contest => Contest(state, witness, now),
        Verb.Reissue => state.Reissue(A.Fresh(digits), now),
        Verb.Unlock => state.Unlock("why", A.Fresh(digits), now),
        Verb.Hold => state.Hold("why", now),
        Verb.Cancel => state.Cancel("why", now),
        Verb.Settle => state.Settle(now),
        Verb.View => Alone(state.View("delivery")),
        Verb.Raise => state.Raise(new Signal("courier_pattern", 30, "why"), Guid.Empty) is { } step
            ? Alone(step)
            : new Decision(state, []),
        Verb.Note => state.Note("why", now),
        Verb.Dispute => Dispute(state, now),
        Verb.Decide => Decide(state, now),
        _ => Change(deed.ChangeAt(now)!, state, digits, now),
    };

    private static Decision Attempt(Deed deed, Delivery state, Witness witness, DateTimeOffset now)
    {
        var typed = deed.DigitsKnownTo(witness);
        var attempt = deed.AttemptWith(typed, witness, now);
        var decision = state.Confirm(attempt, witness.StandingOf(attempt), A.Keys, now);
        var verdict = Assert.IsType<Attempted>(decision.Step!.Event).Verdict;
        Assert.Equal(witness.Expect(attempt, typed, deed.Spot, now), verdict.Outcome.ToString());

        // The rules that matter most, each once more by itself.
        Assert.Equal(verdict.Outcome is AttemptOutcome.Accepted or AttemptOutcome.WrongCode or AttemptOutcome.SupersededCode, verdict.Compared);
        Assert.Equal(witness.IsShown, verdict.Witnessed);
        EndsNoCode(witness.IsStranger(attempt) && verdict.Outcome is not (AttemptOutcome.Accepted or AttemptOutcome.WrongCode), state, decision, now);
        if (verdict.Compared)
        {
            Assert.Equal(DeliveryStatus.Pending, witness.Status);
            Assert.True(witness.IsSessionOpen || !witness.HadSession);
            Assert.True(witness.IsShown || !witness.MustBeShown);
        }

        if (verdict.Outcome == AttemptOutcome.Accepted)
        {
            Assert.Equal(witness.Live, typed);
            Assert.DoesNotContain(typed, witness.Dead);
        }

        return decision;
    }

    private static Decision Arrive(Deed deed, Delivery state, Witness witness, string digits, DateTimeOffset now)
    {
        var arrival = deed.ArrivalOf(witness, now);
        var decision = state.Arrive(arrival, witness.StandingOf(arrival), A.Fresh(digits), now);
        var verdict = Assert.IsType<Arrived>(decision.Step!.Event).Verdict;
        Assert.Equal(witness.Expect(arrival, deed.Spot, now), verdict.Outcome.ToString());
        EndsNoCode(witness.IsStranger(arrival), state, decision, now);
        return decision;
    }

    /// <summary>What time alone leaves of the code is there after a stranger as it was before him.</summary>
    private static void EndsNoCode(bool isStranger, Delivery state, Decision decision, DateTimeOffset now)
    {
        if (isStranger)
            Assert.Same(state.Settle(now).After.Code, decision.After.Code);
    }

    private static Decision Reveal(Delivery state, Witness witness, string digits, DateTimeOffset now)
    {
        var decision = state.Show(A.Fresh(digits), now);
        var may = witness is { IsSessionOpen: true, Status: DeliveryStatus.Pending };
        Assert.True(may || decision.Conflict is not null);
        Assert.True(!may || decision.Conflict is null or StateConflict.TooManyShowings);
        return decision;
    }

    private static Decision KeepShowing(int showing, Delivery state, Witness witness, DateTimeOffset now)
    {
        var decision = state.KeepShowing(showing, now);
        var may = witness.IsShown && showing == witness.Showings;
        Assert.True(may ? decision.Conflict is null or StateConflict.TooManyShowings : decision.Conflict is not null);
        return decision;
    }

    private static Decision Hide(int showing, Delivery state, Witness witness, DateTimeOffset now)
    {
        var decision = state.Hide(showing, now);
        Assert.Null(decision.Conflict);
        Assert.Equal(witness.IsShown && showing == witness.Showings, decision.Step is not null);
        return decision;
    }

    private static Decision EndsAll(Decision decision, Witness witness, DeliveryStatus unlessStopped)
    {
        var expected = witness.Status is DeliveryStatus.Pending ? unlessStopped : witness.Status;
        if (decision.Conflict is null)
            Assert.Equal((null, null, expected), (decision.After.Code, decision.After.Visits.Session, decision.After.Status));
        return decision;
    }

    private static Decision Contest(Delivery state, Witness witness, DateTimeOffset now)
    {
        var decision = state.Contest(ContestKind.NotReceived, statement: null, A.Dispute, now);
        var may = witness.Status == DeliveryStatus.Delivered && now < witness.AcceptedAt!.Value.AddHours(2);
        Assert.Equal(may, decision.Conflict is null);
        return decision;
    }

    private static Decision Dispute(Delivery state, DateTimeOffset now)
    {
        var decision = state.BeginDispute(new DisputeOpened(A.Dispute, ContestKind.WrongItem, Complainant.Retailer, "why", now), now);
        Assert.Equal(state.OpenDispute is null, decision.Conflict is null);
        Assert.NotNull(decision.After.OpenDispute);
        return decision;
    }

    private static Decision Decide(Delivery state, DateTimeOffset now)
    {
        var record = GroundsOnRecord.Of(state, acceptance: null, receivedAt: null, at => at.ToString("O"));
        var ruling = new DisputeDecision(DisputeOutcome.Refund, [], "why", EvidenceKeptAt: null);
        var decision = state.Decide(new Dispute(A.Dispute, ContestKind.WrongItem), ruling, record, now);
        Assert.Equal(state.OpenDispute is not null, decision.Conflict is null);
        Assert.Null(decision.After.OpenDispute);
        return decision;
    }

    private static Decision Change(DeliveryChange change, Delivery state, string digits, DateTimeOffset now)
    {
        var decision = state.Change(change, A.Fresh(digits), now);
        var hasNewLink = decision.Step is not null && change is RecipientChange;
        Assert.Equal(state.LinkVersion + (hasNewLink ? 1 : 0), decision.After.LinkVersion);
        Assert.Equal(A.Keys.LinkTo(state.Id, decision.After.LinkVersion).Digest, decision.After.LinkDigest);
        return decision;
    }

    private static Decision Alone(Step step) => new(step.After, [step]);

    /// <summary>What a page or a list shows of a delivery that nobody has settled is what settling makes of it.</summary>
    private static void TimeAloneDoesTheSame(Delivery state, Witness witness, DateTimeOffset now)
    {
        Assert.Equal(witness.Live is null, state.CodeAt(now) is null);
        Assert.Equal(witness.IsSessionOpen, state.SessionAt(now) is not null);
        Assert.Equal(witness.IsShown, state.ShowingAt(now) is not null);
        var settled = state.Settle(now).After;
        Assert.Equal((witness.Status, witness.Live is null), (settled.Status, settled.Code is null));
    }

    private static void TheRulesHold(Delivery state, Witness witness, DateTimeOffset now)
    {
        Assert.InRange(witness.Failed, 0, 3);
        Assert.InRange(witness.Accepted, 0, 1);
        Assert.Equal(witness.Failed, state.FailedTries);
        Assert.True(witness.Failed < 3 || state.Code is null);
        Assert.Equal(witness.Live is null, state.CodeAt(now) is null);
        Assert.InRange(state.Unlocks, 0, 2);
        Assert.InRange(state.GenerationsSinceUnlock, 1, 5);
        Assert.True(state.Visits.Session is null || state.Visits.Session.ClosesAt <= state.ExpiresAt);
    }

    private static void OnlyWhatARuleSaysIsAutomatic(Verb verb, IReadOnlyList<Step> steps)
    {
        Assert.InRange(steps.Count(step => !step.IsAutomatic), 0, 1);
        Assert.All(steps, step => Assert.Equal(FollowsByItself(verb, step.Event), step.IsAutomatic));
    }

    private static bool FollowsByItself(Verb verb, DeliveryEvent happened) => happened switch
    {
        Expired or SessionClosed { Reason: SessionEnd.Time } or Hidden { By: HiddenBy.Lapsed } => true,
        SessionClosed { Reason: SessionEnd.Denied } => verb == Verb.Deny,
        SessionClosed { Reason: SessionEnd.LeftReported } => verb == Verb.ReportLeft,
        SessionClosed => verb is Verb.ChangeCourier or Verb.ChangeDestination,
        Renewed => verb == Verb.Arrive,
        Held => verb is Verb.Arrive or Verb.ReportLeft
            or Verb.ChangeCourier or Verb.ChangeDestination or Verb.ChangeRecipient or Verb.ChangeParcel or Verb.ChangeDeliverUntil,
        SignalRaised => true,
        DisputeOpened => verb == Verb.Contest,
        _ => false,
    };
}
