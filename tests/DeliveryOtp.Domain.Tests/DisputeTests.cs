using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Disputes;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Places;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Domain.Tests;

/// <summary>What the record says about grounds, and what a decision may rest on.</summary>
public sealed class DisputeTests
{
    private static readonly Acceptance AtTheDoor = new(A.Minutes(390), Visit: 2, A.Courier, PlaceVerdict.Inside, DistanceM: 24.4, AccuracyM: 14);

    private static readonly Dispute Complaint = new(A.Dispute, ContestKind.NotReceived);

    [Fact]
    public void R19_a_contest_opens_a_dispute_unless_one_is_open()
    {
        var delivered = A.Delivery().After("042917");
        var contested = delivered.Contest(ContestKind.EmptyBox, "a brick", A.Dispute, A.Minutes(3));
        Assert.Equal(
            new DisputeOpened(A.Dispute, ContestKind.EmptyBox, Complainant.Recipient, "a brick", A.Minutes(3).AddDays(14)),
            contested.Steps[^1].Event);
        Assert.Equal((true, A.Dispute), (contested.Steps[^1].IsAutomatic, contested.After.OpenDispute));

        var other = new DisputeId(Guid.Parse("01900000-0000-7000-8000-000000000009"));
        var disputed = delivered.BeginDispute(new DisputeOpened(other, ContestKind.NotReceived, Complainant.Support, "seen", A.Noon), A.Minutes(2)).After;
        var joined = disputed.Contest(ContestKind.NotReceived, null, A.Dispute, A.Minutes(3), "she called");
        Assert.Equal(new Contested(ContestKind.NotReceived, Statement: null, "she called", other), Assert.Single(joined.Steps).Event);
        Assert.Equal(StateConflict.DisputeIsOpen, joined.After.BeginDispute(new DisputeOpened(A.Dispute, ContestKind.NotReceived, Complainant.Support, "seen", A.Noon), A.Minutes(4)).Conflict);
    }

    [Fact]
    public void A_decision_closes_its_dispute_for_good()
    {
        var open = A.Delivery().BeginDispute(new DisputeOpened(A.Dispute, ContestKind.NotReceived, Complainant.Recipient, "where?", A.Noon), A.Minutes(1)).After;
        Assert.IsType<DisputeNoted>(open.NoteDispute(Complaint, "asked", A.Minutes(2)).Step!.Event);
        var decided = open.Decide(Complaint, Decision(DisputeOutcome.Refund), Record(open, acceptance: null), A.Minutes(3));
        Assert.IsType<DisputeDecided>(decided.Step!.Event);
        Assert.Null(decided.After.OpenDispute);
        Assert.Equal(StateConflict.DisputeIsDecided, decided.After.Decide(Complaint, Decision(DisputeOutcome.Refund), Record(open, acceptance: null), A.Minutes(4)).Conflict);
        Assert.Equal(StateConflict.DisputeIsDecided, decided.After.NoteDispute(Complaint, "asked", A.Minutes(4)).Conflict);
    }

    [Fact]
    public void What_nobody_may_rest_on_changes_nothing()
    {
        var open = A.Delivery().After("042917").Contest(ContestKind.NotReceived, null, A.Dispute, A.Minutes(1)).After;
        var refused = open.Decide(Complaint, Decision(DisputeOutcome.Rejected, Ground.CodeAccepted), Record(open), A.Minutes(2));
        Assert.Equal((0, true, true), (refused.Steps.Count, refused.IsRefused, refused.Insufficient!.IsCodeAlone));
        Assert.Equal(A.Dispute, refused.After.OpenDispute);
    }

    [Theory]
    [InlineData(DisputeOutcome.Rejected, true)]
    [InlineData(DisputeOutcome.Rejected, true, Ground.CodeAccepted)]
    [InlineData(DisputeOutcome.Rejected, true, Ground.CodeAccepted, Ground.RecipientReceipt)]
    [InlineData(DisputeOutcome.Rejected, false, Ground.CodeAccepted, Ground.InsideGeofence)]
    [InlineData(DisputeOutcome.Rejected, false, Ground.CodeAccepted, Ground.BoundDevice)]
    [InlineData(DisputeOutcome.Rejected, false, Ground.Photo)]
    [InlineData(DisputeOutcome.Rejected, true, Ground.CodeAccepted, Ground.InsideGeofence, Ground.RecipientReceipt)]
    [InlineData(DisputeOutcome.Refund, false)]
    [InlineData(DisputeOutcome.Refund, false, Ground.CodeAccepted)]
    [InlineData(DisputeOutcome.Replacement, true, Ground.RecipientReceipt)]
    public void A_claim_is_refused_for_more_than_a_code_and_never_against_the_record(DisputeOutcome outcome, bool isRefused, params Ground[] grounds) =>
        Assert.Equal(isRefused, Record(A.Delivery()).Refuse(Decision(outcome, grounds)) is not null);

    [Theory]
    [InlineData(PlaceVerdict.Inside, 24.4, 14.0, RecordSays.Supports, "24 m ±14, inside")]
    [InlineData(PlaceVerdict.Outside, 4210.0, null, RecordSays.Contradicts, "4.2 km, outside")]
    [InlineData(PlaceVerdict.Unverified, null, null, RecordSays.CantSay, "no fix, unverified")]
    public void The_place_is_that_of_the_accepted_attempt(PlaceVerdict place, double? distanceM, double? accuracyM, RecordSays says, string words) =>
        Assert.Equal(
            new GroundOnRecord(Ground.InsideGeofence, says, words),
            On(Ground.InsideGeofence, A.Delivery(), AtTheDoor with { Place = place, DistanceM = distanceM, AccuracyM = accuracyM }));

    [Fact]
    public void The_courier_is_the_assigned_one_another_or_nobody_was_assigned()
    {
        Assert.Equal(RecordSays.Supports, On(Ground.AssignedCourier, A.Delivery(courier: A.Courier)).Record);
        Assert.Equal(RecordSays.CantSay, On(Ground.AssignedCourier, A.Delivery()).Record);
        Assert.Equal(RecordSays.Contradicts, On(Ground.AssignedCourier, A.Delivery(courier: new CourierId("other"))).Record);
    }

    [Fact]
    public void Signals_and_receipts_are_those_of_the_delivery()
    {
        var delivery = A.Delivery();
        Assert.Equal(RecordSays.Supports, On(Ground.NoSignals, delivery).Record);
        var suspicious = delivery.Raise(new Signal("impossible_speed", 50, "why"), Guid.Empty)!.After;
        Assert.Equal(
            new GroundOnRecord(Ground.NoSignals, RecordSays.Contradicts, "signals of 50 were raised: can't be said"),
            On(Ground.NoSignals, suspicious));
        Assert.Equal(RecordSays.Contradicts, On(Ground.RecipientReceipt, delivery).Record);
        var received = delivery.After("042917").ConfirmReceipt(A.Minutes(5)).After;
        Assert.Equal((RecordSays.Supports, "said at 12:05"), Of(On(Ground.RecipientReceipt, received, receivedAt: A.Minutes(5))));
    }

    [Fact]
    public void Where_nothing_was_accepted_nothing_rests_on_it()
    {
        foreach (var ground in new[] { Ground.CodeAccepted, Ground.InsideGeofence, Ground.AssignedCourier, Ground.BoundDevice })
            Assert.Equal((RecordSays.Contradicts, "nothing was accepted"), Of(Record(A.Delivery(), acceptance: null).All.Single(found => found.Ground == ground)));
        Assert.Equal((RecordSays.Supports, "18:30, visit 2"), Of(On(Ground.CodeAccepted, A.Delivery())));
    }

    [Fact]
    public void R20_a_link_is_sent_where_there_is_one_and_somebody_to_send_it_to()
    {
        var silent = A.Delivery();
        var mailed = A.Delivery(DeliveryPolicy.Default with { RecipientMessages = RecipientMessages.Email });
        var reached = mailed with { Recipient = new Recipient(null, "claire@example.org", null) };
        Assert.Equal(StateConflict.MailsAreOff, silent.SendLink(A.Keys, canMail: true, A.Noon).Conflict);
        Assert.Equal(StateConflict.MailsAreOff, reached.SendLink(A.Keys, canMail: false, A.Noon).Conflict);
        Assert.Equal(StateConflict.NoAddress, mailed.SendLink(A.Keys, canMail: true, A.Noon).Conflict);
        Assert.Equal(StateConflict.LinkIsGone, (reached with { LinkDigest = null }).SendLink(A.Keys, canMail: true, A.Noon).Conflict);
        Assert.Equal(StateConflict.LinkIsGone, reached.SendLink(A.Ring("k2"), canMail: true, A.Noon).Conflict);
        var sent = reached.SendLink(A.Keys, canMail: true, A.Noon);
        Assert.Equal((new LinkSent(1), 1), (sent.Step!.Event, sent.After.LinksSent));
        Assert.Equal(
            StateConflict.TooManyLinks,
            (reached with { LinksSent = Delivery.LinksSentLimit }).SendLink(A.Keys, canMail: true, A.Noon).Conflict);
    }

    private static (RecordSays Says, string Words) Of(GroundOnRecord found) => (found.Record, found.Words);

    private static GroundOnRecord On(Ground ground, Delivery delivery, Acceptance? acceptance = null, DateTimeOffset? receivedAt = null) =>
        Record(delivery, acceptance ?? AtTheDoor, receivedAt).All.Single(found => found.Ground == ground);

    private static GroundsOnRecord Record(Delivery delivery) => Record(delivery, AtTheDoor);

    private static GroundsOnRecord Record(Delivery delivery, Acceptance? acceptance, DateTimeOffset? receivedAt = null) =>
        GroundsOnRecord.Of(delivery, acceptance, receivedAt, at => at.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture));

    private static DisputeDecision Decision(DisputeOutcome outcome, params Ground[] grounds) =>
        new(outcome, grounds, "long enough to be a reason", EvidenceKeptAt: null);
}
